using System.Text.Json;
using System.Text.Json.Nodes;

namespace CsiHost.StandIns.Kubernetes;

/// <summary>Get, create, update, patch and delete of one object.</summary>
internal sealed class WriteHandler(ObjectStore store)
{
    public (int Code, JsonObject Value) Handle(RequestRecord request)
    {
        if (request.Verb == "create")
            return (201, Create(request.Resource, ParseObject(request.Body)));
        var address = request.Resource.Named(request.Name ?? throw new ApiErrorException(405, "MethodNotAllowed", "a name is needed"));
        return request.Verb switch
        {
            "get" => (200, store.Get(address) ?? throw ApiErrorException.NotFound(address)),
            "update" => (200, Update(address, ParseObject(request.Body))),
            "patch" => (200, Patch(address, request)),
            "delete" => (200, Delete(address, request.Body)),
            _ => throw new ApiErrorException(405, "MethodNotAllowed", $"{request.Verb} is not supported"),
        };
    }

    private static JsonObject ParseObject(string body) =>
        Parse(body) as JsonObject ?? throw new ApiErrorException(400, "BadRequest", "the body is no JSON object");

    private static JsonNode? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException e)
        {
            throw new ApiErrorException(400, "BadRequest", e.Message);
        }
    }

    private JsonObject Create(ResourceAddress resource, JsonObject value)
    {
        var metadata = value["metadata"];
        var name = (string?)metadata?["name"] ?? "";
        if (name.Length == 0 && (string?)metadata?["generateName"] is { } prefix)
            name = prefix + Guid.NewGuid().ToString("n")[..5];
        if (name.Length == 0)
            throw new ApiErrorException(422, "Invalid", "metadata.name: Required value: name or generateName is required");
        if ((string?)metadata?["namespace"] is { } space && space != resource.Namespace)
            throw new ApiErrorException(400, "BadRequest", "the namespace of the object does not match the one of the request");
        return store.Create(resource.Named(name), value);
    }

    private JsonObject Update(ObjectAddress address, JsonObject value) =>
        (string?)value["metadata"]?["name"] == address.Name
            ? store.Replace(address, value)
            : throw new ApiErrorException(400, "BadRequest", "the name of the object does not match the one of the request");

    private JsonObject Patch(ObjectAddress address, RequestRecord request)
    {
        if (request.ContentType != "application/json-patch+json")
            throw new ApiErrorException(415, "UnsupportedMediaType", $"patches of type {request.ContentType} are not supported");
        if (Parse(request.Body) is not JsonArray patch)
            throw new ApiErrorException(400, "BadRequest", "a JSON patch is an array");
        return store.Update(address, value => JsonPatch.Apply(value, patch));
    }

    private JsonObject Delete(ObjectAddress address, string body)
    {
        var conditions = body.Length > 0 ? ParseObject(body)["preconditions"] : null;
        store.Delete(address, (string?)conditions?["uid"], (string?)conditions?["resourceVersion"]);
        return new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success" };
    }
}
