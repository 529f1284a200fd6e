using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Aws.Credentials;

/// <summary>The answer of the container and instance providers.</summary>
[JsonSerializable(typeof(KeysAnswer))]
internal sealed partial class KeysJson : JsonSerializerContext
{
    /// <summary>Null when the body holds no credentials.</summary>
    public static AwsKeys? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, Default.KeysAnswer) is { AccessKeyId: { } id, SecretAccessKey: { } secret } answer
                ? new AwsKeys(id, secret, answer.Token ?? "") { ExpiresAt = answer.Expiration }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
