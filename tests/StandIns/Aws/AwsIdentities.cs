using System.Collections.Concurrent;

namespace CsiHost.StandIns.Aws;

/// <summary>The access keys that are known.</summary>
public sealed class AwsIdentities
{
    public const string AccessKeyId = "AKIDEXAMPLE";

    public const string SecretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private readonly ConcurrentDictionary<string, AwsIdentity> _keys = new()
    {
        [AccessKeyId] = new AwsIdentity { SecretAccessKey = SecretAccessKey, Account = "111122223333" },
    };

    private int _made;

    /// <summary>The roles that may be assumed, with the external id each wants (empty for none).</summary>
    public IDictionary<string, string> Roles { get; } = new ConcurrentDictionary<string, string>();

    /// <summary>The web identity token that is taken.</summary>
    public string WebIdentityToken { get; set; } = "";

    /// <summary>How long temporary keys live.</summary>
    public TimeSpan SessionLife { get; set; } = TimeSpan.FromHours(1);

    public AwsIdentity? Find(string accessKeyId) => _keys.GetValueOrDefault(accessKeyId);

    public void Set(string accessKeyId, AwsIdentity identity) => _keys[accessKeyId] = identity;

    /// <summary>Makes temporary keys for a role.</summary>
    public (string AccessKeyId, AwsIdentity Identity) Issue(string role, DateTimeOffset now)
    {
        var id = $"ASIA{Interlocked.Increment(ref _made):D16}";
        var identity = new AwsIdentity
        {
            SecretAccessKey = "secret-" + id,
            SessionToken = "token-" + id,
            ExpiresAt = now + SessionLife,
            Account = role.Split(':') is { Length: > 4 } parts ? parts[4] : "",
            Role = role,
        };
        Set(id, identity);
        return (id, identity);
    }
}
