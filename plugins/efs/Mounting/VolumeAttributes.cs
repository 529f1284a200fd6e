using System.Text.Json;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>The volume context, typed. Keys are read in any case.</summary>
internal sealed record VolumeAttributes
{
    private const string KubernetesPrefix = "storage.kubernetes.io/";

    public bool EncryptsInTransit { get; init; } = true;

    public string? MountTargetIp { get; init; }

    /// <summary>Zone name to address, in the order written; null without.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? MountTargetIps { get; init; }

    public bool IsCrossAccount { get; init; }

    /// <exception cref="CsiException">A key is unknown or a value malformed (InvalidArgument, names the key).</exception>
    public static VolumeAttributes Parse(IReadOnlyDictionary<string, string> context)
    {
        var attributes = new VolumeAttributes();
        foreach (var (key, value) in context.Where(entry => !entry.Key.StartsWith(KubernetesPrefix, StringComparison.OrdinalIgnoreCase)))
        {
            var field = $"volume_context[{key}]";
            attributes = key.ToLowerInvariant() switch
            {
                "encryptintransit" => attributes with { EncryptsInTransit = ParseSwitch(field, value) },
                "mounttargetip" => attributes with { MountTargetIp = ParseAddress(field, value) },
                "mounttargetipmap" => attributes with { MountTargetIps = ParseMap(field, value) },
                "crossaccount" => attributes with { IsCrossAccount = ParseSwitch(field, value) },
                _ => throw CsiErrors.InvalidArgument(
                    "volume_context", $"has the key '{Shorten(key)}'; known are encryptInTransit, mounttargetip, mounttargetipmap, crossaccount"),
            };
        }

        return attributes;
    }

    private static bool ParseSwitch(string field, string value) =>
        GoBoolean.TryParse(value, out var isSet) ? isSet : throw CsiErrors.InvalidArgument(field, "must be true or false");

    private static string ParseAddress(string field, string value) =>
        IpLiteral.IsValid(value) ? value : throw CsiErrors.InvalidArgument(field, "must be an IPv4 or IPv6 address");

    private static List<KeyValuePair<string, string>> ParseMap(string field, string value)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return [.. document.RootElement.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, Address(field, entry)))];
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw CsiErrors.InvalidArgument(field, "must be a JSON object of zone names and addresses, for example {\"us-east-1a\":\"10.0.1.5\"}");
    }

    private static string Address(string field, JsonProperty entry) =>
        entry.Value.ValueKind == JsonValueKind.String && IpLiteral.IsValid(entry.Value.GetString()!)
            ? entry.Value.GetString()!
            : throw CsiErrors.InvalidArgument(field, $"must have an IPv4 or IPv6 address for '{Shorten(entry.Name)}'");

    private static string Shorten(string text) =>
        string.Concat(text.Take(64).Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '?' : character));
}
