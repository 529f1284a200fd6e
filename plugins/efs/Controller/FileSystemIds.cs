using System.Text;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>
/// The file systems of a storage class: named by a parameter, or by a key of a ConfigMap or Secret that is read for each volume. Several, separated by commas, are
/// filled in their order.
/// </summary>
internal sealed class FileSystemIds(IKubernetesApi kubernetes)
{
    private static readonly string[] Sources = [ParameterKeys.FileSystemId, ParameterKeys.FileSystemIdConfigRef, ParameterKeys.FileSystemIdSecretRef];

    /// <exception cref="CsiException">No source or several, a malformed reference, or a value that is not there.</exception>
    public async ValueTask<IReadOnlyList<string>> ResolveAsync(IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        var given = Sources.Where(key => parameters.TryGetValue(key, out var text) && !string.IsNullOrWhiteSpace(text)).ToArray();
        if (given is not [var source])
        {
            throw CsiErrors.InvalidArgument(
                "parameters", $"must have exactly one of {string.Join(", ", Sources)}; {(given.Length == 0 ? "none is set" : $"{string.Join(" and ", given)} are set")}");
        }
        var text = parameters[source].Trim();
        var value = source == ParameterKeys.FileSystemId ? text : await ReadAsync(source, text, cancellationToken);
        string[] ids = [.. value.Split(',', StringSplitOptions.TrimEntries).Distinct()];
        // The id becomes a part of the volume's handle, whose fields are separated by colons.
        return ids.All(static id => id.Length > 0 && !id.Any(static character => character == ':' || char.IsControl(character) || char.IsWhiteSpace(character)))
            ? ids
            : throw CsiErrors.InvalidArgument(ProvisioningSwitches.Field(source), "gives an empty or malformed file system id; write fs-1 or fs-1,fs-2");
    }

    private async ValueTask<string> ReadAsync(string source, string reference, CancellationToken cancellationToken)
    {
        var field = ProvisioningSwitches.Field(source);
        if (reference.Split('/', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } space, { Length: > 0 } name, { Length: > 0 } key])
            throw CsiErrors.InvalidArgument(field, "must be namespace/name/key");
        var isSecret = source == ParameterKeys.FileSystemIdSecretRef;
        var kind = isSecret ? "Secret" : "ConfigMap";
        var document = await GetAsync(field, kind, space, name, cancellationToken)
            ?? throw CsiErrors.InvalidArgument(field, $"names the {kind} {space}/{name}, which does not exist");
        if (document.Data is not { } data || !data.TryGetValue(key, out var value))
            throw CsiErrors.InvalidArgument(field, $"names the key {key}, which the {kind} {space}/{name} does not have");
        var text = (isSecret ? Decode(field, value) : value).Trim();
        return text.Length > 0 ? text : throw CsiErrors.InvalidArgument(field, $"names the key {key} of the {kind} {space}/{name}, which is blank");
    }

    private async ValueTask<KeyDocument?> GetAsync(string field, string kind, string space, string name, CancellationToken cancellationToken)
    {
        if (!kubernetes.IsAvailable)
            throw CsiErrors.InvalidArgument(field, "needs the Kubernetes API, which this process does not reach; set parameters[fileSystemId] instead");
        try
        {
            var resource = new KubernetesResource { Version = "v1", Plural = kind == "Secret" ? "secrets" : "configmaps", Namespace = space };
            return await kubernetes.GetAsync(resource, name, KeyDocumentJson.Default.KeyDocument, cancellationToken);
        }
        catch (KubernetesApiException e) when (e.StatusCode is 401 or 403)
        {
            throw new CsiException(
                CsiErrorKind.PermissionDenied,
                $"{field} names the {kind} {space}/{name}, which the driver may not read; the chart's value controller.fileSystemIdRefs.enabled grants it", e);
        }
        catch (KubernetesApiException e)
        {
            throw CsiErrors.Unavailable($"the {kind} {space}/{name} of {field} cannot be read: {e.Message}", e);
        }
    }

    private static string Decode(string field, string value)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(value));
        }
        catch (FormatException)
        {
            throw CsiErrors.InvalidArgument(field, "names a value of a Secret that is not base64");
        }
    }
}
