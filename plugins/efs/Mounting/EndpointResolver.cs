using System.Net;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Configuration;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Mounting;

/// <inheritdoc cref="IEndpointResolver"/>
internal sealed class EndpointResolver(
    IEfsUtilsConfig config, RegionFinder regions, ZoneFinder zones, IHostLookup hosts, HostSource sources, MountTargetFinder mountTargets, IReachability reachability)
    : IEndpointResolver
{
    public async ValueTask<MountEndpoint> ResolveAsync(MountRequest request, CancellationToken cancellationToken)
    {
        var settings = config.Read(request.Kind);
        var options = request.Options;
        var region = await regions.FindAsync(options, settings, cancellationToken);
        var fileSystem = VolumeHandle.IsFileSystemId(request.FileSystem)
            ? request.FileSystem
            : await sources.FindAsync(request, region, settings, cancellationToken);
        var name = await NameAsync(request.Kind, fileSystem, region, options, settings, cancellationToken);
        if (options.TryGet("mounttargetip", out var text))
        {
            var pinned = IpLiteral.Parse(text)!;
            await ProbeAsync(pinned, options, cancellationToken);
            return Endpoint(fileSystem, region, name, pinned);
        }

        if (await hosts.FindAsync(name, cancellationToken) is [var first, ..])
            return new MountEndpoint { FileSystemId = fileSystem, Region = region, DnsName = name, Address = first };
        if (WhyNoFallback(request.Kind, options, settings) is { } reason)
            throw Unresolved(name, reason);
        var address = await mountTargets.FindAsync(fileSystem, name, await zones.FindZoneAsync(options, cancellationToken), cancellationToken);
        await ProbeAsync(address, options, cancellationToken);
        return Endpoint(fileSystem, region, name, address);
    }

    internal static CsiException Unresolved(string name, string reason) => CsiErrors.Unavailable(
        $"Failed to resolve \"{name}\" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID. {reason}");

    private static MountEndpoint Endpoint(string fileSystem, string region, string name, IPAddress address) =>
        new() { FileSystemId = fileSystem, Region = region, DnsName = name, Pinned = address, Address = address };

    private static string? WhyNoFallback(StorageKind kind, OptionList options, EfsUtilsSettings settings)
    {
        if (kind == StorageKind.S3Files)
            return "S3 Files mount targets are found by DNS only.";
        if (options.Has("crossaccount"))
            return "Mount targets of another account are found by DNS only.";
        return settings.FallsBackToMountTargetAddress ? null
            : "The fallback to mount target addresses is not enabled (fall_back_to_mount_target_ip_address_enabled).";
    }

    private async ValueTask<string> NameAsync(
        StorageKind kind, string fileSystem, string region, OptionList options, EfsUtilsSettings settings, CancellationToken cancellationToken)
    {
        if (options.Has("crossaccount"))
        {
            var zoneId = await zones.FindZoneIdAsync(options, settings, cancellationToken);
            return DnsNames.OfOtherAccount(fileSystem, zoneId, region, settings.DnsNameSuffix(region));
        }

        var zone = kind == StorageKind.S3Files ? await zones.FindZoneIdAsync(options, settings, cancellationToken) : options.Find("az");
        return DnsNames.Fill(settings.DnsNameFormat, fileSystem, zone, region, () => settings.DnsNameSuffix(region));
    }

    /// <summary>In another network namespace the address may be reachable only from there, so there the tunnel is what finds out.</summary>
    private async ValueTask ProbeAsync(IPAddress address, OptionList options, CancellationToken cancellationToken)
    {
        if (!options.Has("netns"))
            await reachability.CheckAsync(address, cancellationToken);
    }
}
