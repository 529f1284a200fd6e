using Amazon.Runtime;
using CsiHost.Plugins.Efs.Aws.Credentials;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>Credentials of a source of ours, renewed by the library some minutes before they end.</summary>
internal sealed class RefreshedKeys : RefreshingAWSCredentials
{
    // A source that does not say when its credentials end is asked again after a while.
    private static readonly TimeSpan DefaultLife = TimeSpan.FromMinutes(15);

    private readonly IKeySource _source;
    private readonly TimeProvider _time;

    public RefreshedKeys(IKeySource source, TimeProvider time)
    {
        (_source, _time) = (source, time);
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    // The library's own clients sign without awaiting; they ask here when the keys came to their end since they last awaited them.
    protected override CredentialsRefreshState GenerateNewCredentials() => Task.Run(GenerateNewCredentialsAsync).GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var keys = await _source.GetAsync(CancellationToken.None);
        var end = keys.ExpiresAt ?? _time.GetUtcNow() + DefaultLife;
        if (end <= _time.GetUtcNow())
            throw new AwsException(AwsErrorKind.NoCredentials, "the credentials that the provider gave have expired already");
        return new CredentialsRefreshState(new ImmutableCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken is { Length: > 0 } token ? token : null), end.UtcDateTime);
    }
}
