using CsiHost.Plugins.Efs.Aws;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>The access points of one file system at one time, indexed.</summary>
internal sealed class AccessPointListing(long number)
{
    private readonly HashSet<long> _gids = [];
    private readonly Dictionary<string, AccessPoint> _byToken = new(StringComparer.Ordinal);

    /// <summary>Listings are numbered in the order in which they began.</summary>
    public long Number { get; } = number;

    public static async Task<AccessPointListing> ReadAsync(IEfsApi api, string fileSystemId, long number, CancellationToken cancellationToken)
    {
        var listing = new AccessPointListing(number);
        await foreach (var accessPoint in api.ListAccessPointsAsync(fileSystemId, cancellationToken))
        {
            if (accessPoint.PosixUser is { } user)
                listing._gids.Add(user.Gid);
            if (accessPoint.ClientToken.Length > 0)
                listing._byToken[accessPoint.ClientToken] = accessPoint;
        }
        return listing;
    }

    public bool UsesGid(long gid) => _gids.Contains(gid);

    public AccessPoint? Find(string token) => _byToken.GetValueOrDefault(token);
}
