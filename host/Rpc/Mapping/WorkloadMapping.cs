using System.Collections.ObjectModel;
using System.Text.Json;
using CsiHost.Abstractions.Errors;
using CsiHost.Pipeline;
using Google.Protobuf.Collections;
using Models = CsiHost.Abstractions.Models;

namespace CsiHost.Rpc.Mapping;

/// <summary>
/// What kubelet tells about the pod. It comes among the volume's own attributes, and the tokens on newer clusters among the secrets; a
/// backend gets it apart, so that a volume's context stays the same for every pod.
/// </summary>
internal static class WorkloadMapping
{
    public static Models.Workload ToModel(MapField<string, string> context, MapField<string, string> secrets) => new()
    {
        PodName = Get(context, KubernetesKeys.PodName),
        PodNamespace = Get(context, KubernetesKeys.PodNamespace),
        PodUid = Get(context, KubernetesKeys.PodUid),
        ServiceAccountName = Get(context, KubernetesKeys.ServiceAccount),
        IsEphemeral = Get(context, KubernetesKeys.Ephemeral) == "true",
        Tokens = secrets.TryGetValue(KubernetesKeys.Tokens, out var text)
            ? ParseTokens("secrets", text)
            : ParseTokens("volume_context", Get(context, KubernetesKeys.Tokens)),
    };

    public static IReadOnlyDictionary<string, string> WithoutPodKeys(MapField<string, string> context) =>
        Without(context, key => key.StartsWith(KubernetesKeys.PodPrefix, StringComparison.Ordinal));

    public static Models.Secrets WithoutTokens(MapField<string, string> secrets)
    {
        var rest = Without(secrets, key => key == KubernetesKeys.Tokens);
        return rest.Count == 0 ? Models.Secrets.Empty : new Models.Secrets(rest);
    }

    /// <summary>The text of every token, and of the whole document, so that neither appears in a log.</summary>
    public static IEnumerable<string> TokenTexts(MapField<string, string> map)
    {
        if (!map.TryGetValue(KubernetesKeys.Tokens, out var text))
            return [];
        try
        {
            return [text, .. ParseTokens("", text).Values.Select(token => token.Token)];
        }
        catch (CsiException)
        {
            return [text];
        }
    }

    private static IReadOnlyDictionary<string, Models.ServiceAccountToken> ParseTokens(string map, string text)
    {
        if (text.Length == 0)
            return ReadOnlyDictionary<string, Models.ServiceAccountToken>.Empty;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.EnumerateObject().ToDictionary(
                entry => entry.Name,
                entry => new Models.ServiceAccountToken(
                    entry.Value.GetProperty("token").GetString() ?? throw new JsonException(),
                    entry.Value.GetProperty("expirationTimestamp").GetDateTimeOffset()));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // Neither the text nor the parser's message, which quotes it, may be shown.
            throw CsiErrors.InvalidArgument(
                $"{map}[{KubernetesKeys.Tokens}]", "must be a JSON object of {\"<audience>\": {\"token\": ..., \"expirationTimestamp\": ...}}");
        }
    }

    private static string Get(MapField<string, string> map, string key) => map.TryGetValue(key, out var value) ? value : "";

    private static IReadOnlyDictionary<string, string> Without(MapField<string, string> map, Func<string, bool> isRemoved)
    {
        if (!map.Keys.Any(isRemoved))
            return map.ToModel();
        return map.Where(entry => !isRemoved(entry.Key)).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
    }
}
