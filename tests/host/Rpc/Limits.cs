namespace CsiHost.Tests.Rpc;

/// <summary>The bound on every wait of a test: what has not come by then never comes.</summary>
internal static class Limits
{
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    public static CancellationToken Token => new CancellationTokenSource(Wait).Token;
}
