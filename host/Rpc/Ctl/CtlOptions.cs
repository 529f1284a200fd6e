using System.Collections;
using CsiHost.Rpc.Proto;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace CsiHost.Rpc.Ctl;

/// <summary>
/// Makes options from the fields of a request. Texts, numbers, switches and maps follow from their types; the few messages that people type
/// have a short form. What has none is reached with a whole request as JSON.
/// </summary>
internal static class CtlOptions
{
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["parameters"] = "param",
        ["mutable_parameters"] = "mutable-param",
        ["volume_context"] = "context",
        ["publish_context"] = "publish-context",
        ["volume_capability"] = "cap",
        ["volume_capabilities"] = "cap",
        ["capacity_range"] = "capacity",
        ["accessibility_requirements"] = "topology",
        ["accessible_topology"] = "topology",
        ["source_volume_ids"] = "source-volume-id",
        ["snapshot_ids"] = "snapshot-id",
    };

    public static IReadOnlyList<CtlOption> For(MessageDescriptor request) =>
        [.. request.Fields.InDeclarationOrder().SelectMany(Create)];

    private static IEnumerable<CtlOption> Create(FieldDescriptor field)
    {
        var name = ShortNames.GetValueOrDefault(field.Name) ?? CtlNames.Kebab(field.Name);
        if (field.Name == "volume_content_source")
            return [FromSnapshot(field), FromVolume(field)];
        if (field.Name == "secrets")
            return [new CtlOption("secret-file", "`file` with secrets: a JSON object, or key=value lines", CtlOptionKind.List, (request, path) => AddPairs(request, field, SecretFile.Read(path)))];
        if (field.IsMap)
            return [new CtlOption(name, $"`key=value` of {field.Name}; may be repeated", CtlOptionKind.List, (request, text) => AddPairs(request, field, [Pair(name, text)]))];
        return field.FieldType == FieldType.Message ? MessageOption(field, name) : [Scalar(field, name)];
    }

    private static IEnumerable<CtlOption> MessageOption(FieldDescriptor field, string name) => field.MessageType.Name switch
    {
        nameof(VolumeCapability) => [Option(field, name, "`TYPE:MODE[:FSTYPE[:FLAG,FLAG]]`, for example mount:rw-once or block:ro-many", CapabilityText.Parse)],
        nameof(CapacityRange) => [Option(field, name, "`SIZE[:LIMIT]` in bytes, or with Ki, Mi, Gi, Ti, k, M, G, T", SizeText.ParseRange)],
        nameof(Topology) => [Option(field, name, "`key=value[,key=value]` of one topology", TopologyText.Parse)],
        nameof(TopologyRequirement) => [new CtlOption(
            name, "`key=value[,key=value]` of a topology, both requisite and preferred; may be repeated", CtlOptionKind.List, (request, text) => TopologyText.AddTo(request, field, text))],
        _ => [],
    };

    private static CtlOption Option(FieldDescriptor field, string name, string usage, Func<string, IMessage> parse) =>
        new(name, field.IsRepeated ? usage + "; may be repeated" : usage, field.IsRepeated ? CtlOptionKind.List : CtlOptionKind.Text, (request, text) => Put(request, field, parse(text)));

    private static CtlOption Scalar(FieldDescriptor field, string name) => field.FieldType switch
    {
        FieldType.Bool => new CtlOption(name, $"sets {field.Name}", CtlOptionKind.Switch, (request, text) => Put(request, field, text == "true")),
        FieldType.Int32 => Number(field, name, static (_, value) => checked((int)value)),
        FieldType.Int64 => Number(field, name, static (_, value) => value),
        FieldType.Enum => new CtlOption(name, $"`value` of {field.Name}: its name or number", CtlOptionKind.Text, (request, text) => Put(request, field, EnumText.Parse(field.EnumType, name, text))),
        _ => new CtlOption(name, field.Name, field.IsRepeated ? CtlOptionKind.List : CtlOptionKind.Text, (request, text) => Put(request, field, text)),
    };

    private static CtlOption Number(FieldDescriptor field, string name, Func<string, long, object> convert) =>
        new(name, $"`number` for {field.Name}; Ki, Mi, Gi and so on may follow", CtlOptionKind.Text, (request, text) =>
        {
            try
            {
                Put(request, field, convert(name, SizeText.Parse(text)));
            }
            catch (OverflowException)
            {
                throw new CtlValueException($"--{name} '{text}' is too large");
            }
        });

    private static CtlOption FromSnapshot(FieldDescriptor field) =>
        new("from-snapshot", "`id` of the snapshot to create from", CtlOptionKind.Text, (request, id) =>
            Put(request, field, new VolumeContentSource { Snapshot = new VolumeContentSource.Types.SnapshotSource { SnapshotId = id } }));

    private static CtlOption FromVolume(FieldDescriptor field) =>
        new("from-volume", "`id` of the volume to clone", CtlOptionKind.Text, (request, id) =>
            Put(request, field, new VolumeContentSource { Volume = new VolumeContentSource.Types.VolumeSource { VolumeId = id } }));

    private static void Put(IMessage request, FieldDescriptor field, object value)
    {
        if (field.IsRepeated)
            ((IList)field.Accessor.GetValue(request)).Add(value);
        else
            field.Accessor.SetValue(request, value);
    }

    private static void AddPairs(IMessage request, FieldDescriptor field, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var map = (IDictionary)field.Accessor.GetValue(request);
        foreach (var (key, value) in pairs)
            map[key] = value;
    }

    private static KeyValuePair<string, string> Pair(string option, string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 ? new(text[..at], text[(at + 1)..]) : throw new CtlValueException($"--{option} '{text}' is no key=value");
    }
}
