using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Controller.Objects;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.S3.Controller.Execution;

/// <summary>
/// Writes events about workload pods. The official chart does not grant it, so it is made only where the configuration asks for it, and it falls silent
/// when it is refused all the same.
/// </summary>
internal sealed partial class EventRecorder(IKubernetesApi api, TimeProvider time, ILogger<EventRecorder> logger)
{
    private const int Forbidden = 403;
    private const int Conflict = 409;
    private volatile bool _isSilent;

    public async Task RecordAsync(PodObject pod, string reason, string message, CancellationToken cancellationToken)
    {
        if (_isSilent)
            return;
        try
        {
            await api.CreateAsync(Resources.EventsIn(pod.Metadata.Namespace), Create(pod, reason, message), ControllerJson.Default.JsonObject, cancellationToken);
        }
        catch (KubernetesApiException e) when (e.StatusCode == Forbidden)
        {
            _isSilent = true;
            LogForbidden(e.Message);
        }
        catch (KubernetesApiException e) when (e.StatusCode == Conflict)
        {
            // The name follows from the content: the same event stands already.
        }
        catch (KubernetesApiException e)
        {
            LogNotRecorded(e.Message);
        }
    }

    private JsonObject Create(PodObject pod, string reason, string message)
    {
        var now = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pod.Uid + reason + message)).AsSpan(0, 8));
        var space = pod.Metadata.Namespace;
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = $"{pod.Name}.{hash}", ["namespace"] = space },
            ["involvedObject"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["namespace"] = space, ["name"] = pod.Name, ["uid"] = pod.Uid },
            ["reason"] = reason,
            ["message"] = message,
            ["type"] = "Warning",
            ["source"] = new JsonObject { ["component"] = "aws-s3-csi-controller" },
            ["firstTimestamp"] = now,
            ["lastTimestamp"] = now,
            ["count"] = 1,
        };
    }

    [LoggerMessage(3011, LogLevel.Warning, "Events are not permitted; no more are written: {Problem}")]
    private partial void LogForbidden(string problem);

    [LoggerMessage(3012, LogLevel.Warning, "An event could not be written: {Problem}")]
    private partial void LogNotRecorded(string problem);
}
