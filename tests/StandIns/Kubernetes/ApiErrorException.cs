using System.Text.Json.Nodes;

namespace CsiHost.StandIns.Kubernetes;

/// <summary>A refusal, as the Status object that goes to the client.</summary>
public sealed class ApiErrorException(int code, string reason, string message) : Exception(message)
{
    public int Code { get; } = code;

    public string Reason { get; } = reason;

    public static ApiErrorException NotFound(ObjectAddress address) => new(404, "NotFound", $"{address.Resource.Plural} \"{address.Name}\" not found");

    public static ApiErrorException Conflict(ObjectAddress address, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {address.Resource.Plural} \"{address.Name}\": {why}");

    public static ApiErrorException Expired(string what) => new(410, "Expired", $"The provided {what} is too old to display.");

    public JsonObject ToStatus() => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Failure",
        ["message"] = Message,
        ["reason"] = Reason,
        ["code"] = Code,
    };
}
