using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting.Logging;

/// <summary>Flattens the scopes around a log call into fields, the outermost first.</summary>
internal static class ScopeFields
{
    // The template of a scope's text, and the ids that Kestrel gives connections and requests: calls have ids of their own.
    private static readonly string[] Ignored = ["{OriginalFormat}", "ConnectionId", "RequestId", "RequestPath"];

    public static IReadOnlyList<KeyValuePair<string, object?>> Collect(IExternalScopeProvider scopes)
    {
        var fields = new List<KeyValuePair<string, object?>>();
        scopes.ForEachScope(
            static (scope, fields) =>
            {
                if (scope is IEnumerable<KeyValuePair<string, object?>> pairs)
                    fields.AddRange(pairs.Where(static pair => !Ignored.Contains(pair.Key)));
                else if (scope is not null)
                    fields.Add(new KeyValuePair<string, object?>("scope", scope));
            },
            fields);
        return fields;
    }
}
