using System.Net.Sockets;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Configuration;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>Finds the file system that a DNS name stands for, by its canonical name: a name of one's own may be a CNAME of the file system's.</summary>
internal sealed class HostSource(ICanonicalNames names)
{
    /// <summary>Gives the file system's id, and adds the zone that the name holds to the options.</summary>
    /// <exception cref="CsiException">The name leads to no file system of this region (InvalidArgument), or nowhere (Unavailable).</exception>
    public async ValueTask<string> FindAsync(MountRequest request, string region, EfsUtilsSettings settings, CancellationToken cancellationToken)
    {
        var host = request.FileSystem;
        string canonical;
        try
        {
            canonical = await names.FindAsync(host, cancellationToken) is { Length: > 0 } found ? found : host;
        }
        catch (SocketException exception)
        {
            throw CsiErrors.Unavailable($"Failed to resolve \"{host}\" - check that the specified DNS name is a CNAME record resolving to a valid EFS DNS name", exception);
        }

        if (DnsNames.Parse(canonical) is not { } parts)
            throw Invalid(host);
        var expected = DnsNames.Fill(settings.DnsNameFormat, parts.FileSystemId, parts.Zone, region, () => settings.DnsNameSuffix(region));
        if (expected != canonical)
            throw Invalid(host);
        if (parts.Zone is { } zone)
        {
            if (request.Options.TryGet("az", out var given) && given != zone)
                throw CsiErrors.InvalidArgument("volume_id", $"resolves to \"{canonical}\", which does not match the az provided: {given}");
            request.Options.Set("az", zone);
        }

        return parts.FileSystemId;
    }

    private static CsiException Invalid(string host) => CsiErrors.InvalidArgument(
        "volume_id", $"holds the name \"{host}\", which did not resolve to a valid DNS name for a file system mount target of this region");
}
