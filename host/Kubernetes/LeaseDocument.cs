using System.Globalization;
using System.Text.Json.Nodes;

namespace CsiHost.Kubernetes;

/// <summary>Reads and writes the fields of a Lease object and keeps all others as they are.</summary>
internal sealed class LeaseDocument(JsonObject json)
{
    private const string MicroTime = "yyyy-MM-ddTHH:mm:ss.ffffff'Z'";

    public JsonObject Json => json;

    public string Holder => Text(Spec["holderIdentity"]);

    public string ResourceVersion => Text(json["metadata"]?["resourceVersion"]);

    public TimeSpan Duration => TimeSpan.FromSeconds(Number(Spec["leaseDurationSeconds"]));

    private JsonObject Spec => json["spec"] as JsonObject ?? (JsonObject)(json["spec"] = new JsonObject());

    public static LeaseDocument New(string space, string name) => new(new JsonObject
    {
        ["apiVersion"] = "coordination.k8s.io/v1",
        ["kind"] = "Lease",
        ["metadata"] = new JsonObject { ["namespace"] = space, ["name"] = name },
    });

    /// <summary>Makes a candidate the holder, or keeps it so.</summary>
    public void Hold(string identity, TimeSpan duration, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString(MicroTime, CultureInfo.InvariantCulture);
        if (Holder != identity)
        {
            Spec["acquireTime"] = time;
            Spec["leaseTransitions"] = Spec["leaseTransitions"] is null ? 0 : Number(Spec["leaseTransitions"]) + 1;
        }

        Spec["holderIdentity"] = identity;
        Spec["leaseDurationSeconds"] = (int)duration.TotalSeconds;
        Spec["renewTime"] = time;
    }

    /// <summary>Leaves the lease to whoever comes first.</summary>
    public void Release(DateTimeOffset now)
    {
        Spec["holderIdentity"] = "";
        Spec["leaseDurationSeconds"] = 1;
        Spec["renewTime"] = now.UtcDateTime.ToString(MicroTime, CultureInfo.InvariantCulture);
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static int Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out int number) ? number : 0;
}
