using System.Globalization;
using System.Text.Json;

namespace CsiHost.S3Engine.Credentials;

/// <summary>The document that container endpoints, instance metadata and credential programs give; they differ in the token's name.</summary>
internal static class CredentialJson
{
    public static AwsCredentials Parse(string json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var access = Text(root, "AccessKeyId");
            var secret = Text(root, "SecretAccessKey");
            if (access is null || secret is null)
                throw new IOException($"{source} gave no credentials: {Text(root, "Message") ?? Text(root, "Code") ?? "the answer has no keys"}");
            var expires = Text(root, "Expiration") is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : (DateTimeOffset?)null;
            return new AwsCredentials(access, secret, Text(root, "Token") ?? Text(root, "SessionToken"), expires);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            // The document itself stays out of the message: it may hold a secret.
            throw new IOException($"{source} gave a document that cannot be read", exception);
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
