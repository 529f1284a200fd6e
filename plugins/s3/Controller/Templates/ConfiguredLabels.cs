using System.Text.Json;
using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Controller.Templates;

/// <summary>Labels from configuration: a JSON object. What cannot be applied is left out and said, for it must not keep volumes from being mounted.</summary>
internal static class ConfiguredLabels
{
    public static IReadOnlyDictionary<string, string> Parse(string json, ICollection<string> problems)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(json))
            return labels;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in document.RootElement.EnumerateObject())
                    Add(labels, property, problems);
            }
            else if (document.RootElement.ValueKind != JsonValueKind.Null)
            {
                problems.Add($"labels must be a JSON object, not {document.RootElement.ValueKind}; none is applied");
            }
        }
        catch (JsonException e)
        {
            problems.Add($"labels are no JSON ({e.Message}); none is applied");
        }

        return labels;
    }

    private static void Add(Dictionary<string, string> labels, JsonProperty property, ICollection<string> problems)
    {
        var value = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : null;
        var problem =
            property.Name.StartsWith(PodKeys.Prefix, StringComparison.Ordinal) ? $"keys that begin with {PodKeys.Prefix} are the driver's"
            : !LabelSyntax.IsKey(property.Name) ? "it is no valid label key"
            : value is null || !LabelSyntax.IsValue(value) ? "its value is no valid label value (a text of at most 63 characters)"
            : null;
        if (problem is null)
            labels[property.Name] = value!;
        else
            problems.Add($"label '{property.Name}' is left out: {problem}");
    }
}
