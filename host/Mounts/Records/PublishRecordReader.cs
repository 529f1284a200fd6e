using System.Text.Json;
using System.Text.Json.Nodes;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;
using CsiHost.State;

namespace CsiHost.Mounts.Records;

/// <summary>Reads stored records, also those written before a member was added to a record or step.</summary>
internal static class PublishRecordReader
{
    private static PublishRecordJson Types => PublishRecordJson.Default;

    /// <summary>Reads one.</summary>
    /// <exception cref="JsonException">It is damaged, or of a version that is not known.</exception>
    public static PublishRecord Read(ReadOnlySpan<byte> content)
    {
        try
        {
            var text = JsonNode.Parse(content) as JsonObject ?? throw new JsonException("it is no JSON object");
            JsonDefaults.Fill(text, Blank, Types.PublishRecord);
            if (text["plan"] is JsonObject plan && plan["steps"] is JsonArray steps)
            {
                foreach (var step in steps.OfType<JsonObject>())
                    Fill(step);
            }

            var record = text.Deserialize(Types.PublishRecord)!;
            return record.Version == PublishRecord.CurrentVersion ? record : throw new JsonException($"version {record.Version} is not known");
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException or InvalidOperationException)
        {
            // An unknown kind of step, or a member twice.
            throw new JsonException(exception.Message, exception);
        }
    }

    private static PublishRecord Blank => new()
    {
        Kind = default,
        State = default,
        Driver = "",
        VolumeId = "",
        Path = "",
        BootId = "",
        Plan = new MountPlan { Identity = "", Steps = [] },
    };

    private static void Fill(JsonObject step)
    {
        switch (step["step"] is JsonValue value && value.TryGetValue(out string? kind) ? kind : null)
        {
            case "directory":
                JsonDefaults.Fill(step, new DirectoryStep { Path = "" }, Types.DirectoryStep);
                break;
            case "mount":
                JsonDefaults.Fill(step, new FileSystemMountStep { Source = "", Target = "", FileSystemType = "" }, Types.FileSystemMountStep);
                break;
            case "bind":
                JsonDefaults.Fill(step, new BindMountStep { Source = "", Target = "" }, Types.BindMountStep);
                break;
            case "custom":
                JsonDefaults.Fill(step, new CustomStep { Kind = "" }, Types.CustomStep);
                break;
            case "helper" when step["helper"] is JsonObject helper:
                JsonDefaults.Fill(helper, new HelperProcess { Name = "", FileName = "" }, Types.HelperProcess);
                break;
            default:
                break;
        }
    }
}
