using CsiHost.Pipeline.Validation;
using CsiHost.Rpc.Mapping;
using CsiHost.Rpc.Proto;
using Google.Protobuf.Collections;

namespace CsiHost.Rpc;

/// <summary>Short names for the rules on fields of one message, so that the table reads as one.</summary>
internal static class Rule<T>
{
    private const int IdBytes = 128;
    private const int NodeIdBytes = 256;

    // Tokens are ours to bound: the one of PageRequest.Cut holds a whole id behind a marker.
    private const int TokenBytes = 1024;

    public static FieldRule<T> Id(string field, Func<T, string> get, bool required = true) => new TextRule<T>(field, get, required, IdBytes, TextKind.Id);

    public static FieldRule<T> NodeId(Func<T, string> get, bool required = true) => new TextRule<T>("node_id", get, required, NodeIdBytes, TextKind.Id);

    public static FieldRule<T> Name(Func<T, string> get) => new TextRule<T>("name", get, isRequired: true, IdBytes, TextKind.Name);

    public static FieldRule<T> Token(Func<T, string> get) => new TextRule<T>("starting_token", get, isRequired: false, TokenBytes, TextKind.Opaque);

    public static FieldRule<T> Count(Func<T, long> get) => new CountRule<T>("max_entries", get);

    /// <summary>Where a volume is to appear, or to go from: kubelet's business, so below its root.</summary>
    public static FieldRule<T> Target(string field, Func<T, string> get, bool required = true) =>
        new PathRule<T>(field, get, required) { IsRooted = true };

    public static FieldRule<T> VolumePath(Func<T, string> get) => new PathRule<T>("volume_path", get, isRequired: true) { AllowsRelative = true };

    public static FieldRule<T> Map(string field, Func<T, MapField<string, string>> get, bool required = false) => new MapRule<T>(field, get, required);

    public static FieldRule<T> Secrets(Func<T, MapField<string, string>> get) => new SecretsRule<T>(get);

    public static FieldRule<T> Range(Func<T, CapacityRange?> get, bool required = false) =>
        new RangeRule<T>("capacity_range", request => CapacityMapping.View(get(request)), required);

    public static FieldRule<T> Capability(Func<T, VolumeCapability?> get, bool required = true) =>
        new CapabilityRule<T>(
            "volume_capability", request => get(request) is null ? 0 : 1, (request, _) => CapabilityMapping.View(get(request)!), required);

    public static FieldRule<T> Capabilities(Func<T, RepeatedField<VolumeCapability>> get, bool required = true, bool oneType = false) =>
        new CapabilityRule<T>("volume_capabilities", request => get(request).Count, (request, index) => CapabilityMapping.View(get(request)[index]), required)
        {
            IsList = true,
            IsOneType = oneType,
        };

    /// <summary>The driver's own rules for one capability and the volume's context.</summary>
    public static FieldRule<T> Allowed(Func<T, VolumeCapability?> get, Func<T, MapField<string, string>>? context = null) =>
        new DriverCapabilityRule<T>(
            "volume_capability",
            request => get(request) is { } capability ? [capability.ToModel()] : [],
            context is null ? null : request => WorkloadMapping.WithoutPodKeys(context(request)));

    /// <summary>The driver's own rules for a list of capabilities.</summary>
    public static FieldRule<T> AllAllowed(Func<T, RepeatedField<VolumeCapability>> get) =>
        new DriverCapabilityRule<T>("volume_capabilities", request => get(request).ToModel()) { IsList = true };

    public static FieldRule<T> ParameterKeys(Func<T, MapField<string, string>> get) =>
        new DriverKeysRule<T>("parameters", get, rules => rules.ParameterKeys);

    public static FieldRule<T> MutableKeys(Func<T, MapField<string, string>> get) =>
        new DriverKeysRule<T>("mutable_parameters", get, rules => rules.MutableParameterKeys);
}
