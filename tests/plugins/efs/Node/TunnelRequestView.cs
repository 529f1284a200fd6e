using CsiHost.Plugins.Efs.Tunnels;

namespace CsiHost.Plugins.Efs.Tests.Node;

/// <summary>What a row of a public table can look at.</summary>
public sealed class TunnelRequestView
{
    internal TunnelRequestView(TunnelRequest request)
    {
        IsStunnel = request.Engine == TunnelKind.Stunnel;
        Ocsp = request.Ocsp;
        Verify = request.Verify;
        CaFile = request.CaFile;
        LocalPort = request.LocalPort;
        NetworkNamespace = request.NetworkNamespace;
        Iam = request.Iam is { } iam ? $"{iam.Profile}|{iam.ContainerPath}|{iam.RoleArn}|{iam.TokenFile}" : null;
    }

    public bool IsStunnel { get; }

    public bool Ocsp { get; }

    public int Verify { get; }

    public string? CaFile { get; }

    public int? LocalPort { get; }

    public string? NetworkNamespace { get; }

    /// <summary>Profile, path, role and token file, divided by bars.</summary>
    public string? Iam { get; }
}
