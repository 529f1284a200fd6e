using System.Globalization;
using System.Net;

namespace CsiHost.Kubernetes;

/// <summary>Where the API server is and how to speak to it.</summary>
internal sealed record KubernetesApiOptions
{
    /// <summary>Where kubelet puts a pod's credentials.</summary>
    public const string ServiceAccountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>The server, https; plain http is taken for a loopback address only.</summary>
    public required Uri Server { get; init; }

    /// <summary>A file with a bearer token; empty sends none.</summary>
    public string TokenFile { get; init; } = "";

    /// <summary>A PEM file with the authorities that alone may vouch for the server; empty means those of the system.</summary>
    public string CaFile { get; init; } = "";

    /// <summary>How long an answer may stand still.</summary>
    public TimeSpan ReadIdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The shortest time after which the server ends a watch; each watch asks for up to twice as much.</summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Objects a page of a list.</summary>
    public int PageSize { get; init; } = 250;

    /// <summary>The options of a pod; null when the process is not in one.</summary>
    /// <param name="host">The value of KUBERNETES_SERVICE_HOST: a name, an IPv4 or a bare IPv6 address.</param>
    /// <param name="port">The value of KUBERNETES_SERVICE_PORT.</param>
    /// <param name="directory">The folder with the files <c>token</c> and <c>ca.crt</c>.</param>
    public static KubernetesApiOptions? InCluster(string? host, string? port, string directory = ServiceAccountDirectory)
    {
        if (string.IsNullOrWhiteSpace(host) || string.IsNullOrWhiteSpace(port))
            return null;
        if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            throw new ArgumentException($"KUBERNETES_SERVICE_PORT '{port}' is not a port");
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            throw new ArgumentException($"KUBERNETES_SERVICE_HOST '{host}' is neither a host name nor an address");
        return new KubernetesApiOptions
        {
            Server = new UriBuilder(Uri.UriSchemeHttps, host, number).Uri,
            TokenFile = Path.Combine(directory, "token"),
            CaFile = Path.Combine(directory, "ca.crt"),
        };
    }

    /// <summary>Throws when a value cannot work.</summary>
    public void Validate()
    {
        // The token would cross the network in the clear.
        var local = Server.Scheme == Uri.UriSchemeHttp && IPAddress.TryParse(Server.DnsSafeHost, out var address) && IPAddress.IsLoopback(address);
        if (Server.Scheme != Uri.UriSchemeHttps && !local)
            throw new ArgumentException($"the Kubernetes API server '{Server}' must be an https address (http is taken for a loopback address only)");
        if (Server.UserInfo.Length > 0 || Server.Query.Length > 0 || Server.Fragment.Length > 0)
            throw new ArgumentException("the address of the Kubernetes API server may have a path, but no user, query or fragment");
        ArgumentOutOfRangeException.ThrowIfLessThan(PageSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ReadIdleTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(WatchTimeout, TimeSpan.FromSeconds(1));
    }
}
