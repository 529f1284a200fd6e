using System.Collections.ObjectModel;
using CsiHost.Abstractions.Models;
using Google.Protobuf.Collections;

namespace CsiHost.Rpc.Mapping;

/// <summary>Maps of a message. They are copied: a backend may keep what it was given.</summary>
internal static class MapMapping
{
    public static IReadOnlyDictionary<string, string> ToModel(this MapField<string, string> map) =>
        map.Count == 0 ? ReadOnlyDictionary<string, string>.Empty : new Dictionary<string, string>(map, StringComparer.Ordinal);

    public static Secrets ToSecrets(this MapField<string, string> map) =>
        map.Count == 0 ? Secrets.Empty : new Secrets(map.ToModel());

    public static void Fill(this MapField<string, string> target, IReadOnlyDictionary<string, string> source)
    {
        foreach (var (key, value) in source)
            target.Add(key, value);
    }
}
