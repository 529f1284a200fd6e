using Amazon.Runtime;

namespace CsiHost.Plugins.S3.Provisioning.Aws;

/// <summary>Keys that are fetched again before they end.</summary>
internal sealed class RenewedKeys : RefreshingAWSCredentials
{
    private static readonly TimeSpan AssumedLife = TimeSpan.FromMinutes(15);
    private readonly Func<Task<KeyDocument>> _fetch;
    private readonly TimeProvider _time;

    public RenewedKeys(Func<Task<KeyDocument>> fetch, TimeProvider time)
    {
        _fetch = fetch;
        _time = time;
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    // The library signs without awaiting, and asks here when the keys came to their end since it last awaited them.
    protected override CredentialsRefreshState GenerateNewCredentials() => Task.Run(GenerateNewCredentialsAsync).GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var keys = await _fetch();
        var token = keys.Token.Length > 0 ? keys.Token : null;
        return new CredentialsRefreshState(
            new ImmutableCredentials(keys.AccessKeyId, keys.SecretAccessKey, token), (keys.ExpiresAt ?? _time.GetUtcNow() + AssumedLife).UtcDateTime);
    }
}
