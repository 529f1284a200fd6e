using CsiHost.TunnelBench;

return args switch
{
    ["--serve", var folder, var port, var count] => await TunnelProcess.ServeAsync(folder, int.Parse(port), int.Parse(count)),
    [] or ["--quick"] => await TunnelRun.RunAsync(args.Length > 0 ? 1L << 28 : 1L << 30, args.Length > 0 ? 50 : 200),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: CsiHost.TunnelBench [--quick]; ./bench.sh calls it");
    return 2;
}
