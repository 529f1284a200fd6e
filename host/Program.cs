using CsiHost.Hosting;

return (int)await EntryPoint.RunAsync(args);
