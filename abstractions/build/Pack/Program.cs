using CsiHost.Pack;

return PackCommand.Run(args, Console.Out);
