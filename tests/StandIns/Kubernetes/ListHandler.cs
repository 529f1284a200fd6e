using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace CsiHost.StandIns.Kubernetes;

/// <summary>Lists in pages, all of the state that the first page showed.</summary>
internal sealed class ListHandler(ObjectStore store)
{
    public JsonObject List(RequestRecord request)
    {
        var selectors = new Selectors(request.Query.GetValueOrDefault("labelSelector", ""), request.Query.GetValueOrDefault("fieldSelector", ""));
        var limit = int.Parse(request.Query.GetValueOrDefault("limit", "0"), CultureInfo.InvariantCulture);
        var (past, after) = ParseToken(request.Query.GetValueOrDefault("continue", ""));
        if (past < store.Compacted)
            throw ApiErrorException.Expired("continue parameter");
        var (revision, items) = store.Snapshot(request.Resource, past);
        var rest = items.Where(item => string.CompareOrdinal(item.Key.SortKey, after) > 0 && selectors.Match(item.Value)).ToList();
        var page = limit > 0 ? rest.Take(limit).ToList() : rest;
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture) };
        if (page.Count < rest.Count)
        {
            metadata["continue"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{revision} {page[^1].Key.SortKey}"));
            metadata["remainingItemCount"] = rest.Count - page.Count;
        }

        return new JsonObject
        {
            ["kind"] = "List",
            ["apiVersion"] = request.Resource.ApiVersion,
            ["metadata"] = metadata,
            ["items"] = new JsonArray([.. page.Select(item => JsonObject.Create(item.Value))]),
        };
    }

    private static (long? Revision, string After) ParseToken(string token)
    {
        if (token.Length == 0)
            return (null, "");
        try
        {
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(token)).Split(' ', 2);
            return (long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
        }
        catch (Exception e) when (e is FormatException or IndexOutOfRangeException)
        {
            throw new ApiErrorException(400, "BadRequest", "continue key is not valid");
        }
    }
}
