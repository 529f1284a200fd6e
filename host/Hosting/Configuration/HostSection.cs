using CsiHost.Abstractions.Models;
using CsiHost.Drivers;
using CsiHost.Kubernetes;
using CsiHost.Rpc;

namespace CsiHost.Hosting.Configuration;

/// <summary>Reads the section <c>Host</c>.</summary>
internal static class HostSection
{
    public static string DefaultPluginDirectory { get; } = Path.Combine(AppContext.BaseDirectory, "plugins");

    private const string NameAccepts = "at most 256 bytes without control characters";

    public static HostOptions Read(SettingSet settings)
    {
        var section = new SectionReader(settings, "Host");
        var mode = section.OneOf("Mode", HostMode.All);
        var nodeName = section.Read("NodeName", null, NameAccepts, static (string text, out string? name) =>
        {
            var isRead = TryParseNodeId(text, out var id);
            name = id.Value;
            return isRead;
        });
        var options = new HostOptions
        {
            Mode = mode,
            NodeName = nodeName,
            NodeId = ReadNodeId(section, nodeName, mode),
            Endpoint = ReadEndpoint(section, "Endpoint"),
            StateDirectory = section.Folder("StateDirectory", "/var/lib/csi-host"),
            PluginDirectory = section.Folder("PluginDirectory", DefaultPluginDirectory),
            SocketDirectory = section.Folder("SocketDirectory", "/run/csi-host"),
            KubeletRoot = new AbsolutePath(section.Folder("KubeletRoot", "/var/lib/kubelet")),
            KubeletRequestRoot = section.Folder("KubeletRequestRoot", "") is { Length: > 0 } requested ? new AbsolutePath(requested) : null,
            EnforceKubeletRoot = section.Flag("EnforceKubeletRoot", false),
            ServiceAccountDirectory = section.Folder("ServiceAccountDirectory", KubernetesApiOptions.ServiceAccountDirectory),
            RegistrationDirectory = section.Folder("RegistrationDirectory", "") is { Length: > 0 } folder ? folder : null,
            HealthEndpoint = ReadAddress(section, "HealthEndpoint"),
            MetricsEndpoint = ReadAddress(section, "MetricsEndpoint"),
            MetricsTls = ReadTls(section, settings.Errors),
            OtlpEndpoint = section.Read("OtlpEndpoint", null, "an http or https URL such as http://collector:4317", (string text, out Uri? uri) =>
                Uri.TryCreate(text, UriKind.Absolute, out uri) && uri.Scheme is "http" or "https"),
            OtlpProtocol = section.OneOf("OtlpProtocol", OtlpProtocol.Grpc),
            StartTimeout = section.Duration("StartTimeout", TimeSpan.FromSeconds(30)),
            ShutdownTimeout = section.Duration("ShutdownTimeout", TimeSpan.FromSeconds(25)),
        };
        section.RejectUnknown();
        return options;
    }

    public static CsiEndpoint? ReadEndpoint(SectionReader section, string name)
    {
        var error = "";
        return section.Read(name, (CsiEndpoint?)null, "a unix socket such as unix:///csi/csi.sock, at most 107 bytes long", (string text, out CsiEndpoint? endpoint) =>
        {
            var isRead = CsiEndpoint.TryParse(text, out var parsed, out error);
            endpoint = parsed;
            return isRead;
        });
    }

    private static HttpAddress? ReadAddress(SectionReader section, string name) =>
        section.Read(name, (HttpAddress?)null, HttpAddress.Accepts, (string text, out HttpAddress? address) =>
        {
            var isRead = HttpAddress.TryParse(text, out var parsed);
            address = parsed;
            return isRead;
        });

    // Without a configured id the node is called what Kubernetes calls it, and outside a cluster what it calls itself.
    private static NodeId? ReadNodeId(SectionReader section, string? nodeName, HostMode mode)
    {
        var id = section.Read("NodeId", new NodeId(nodeName ?? Environment.MachineName), NameAccepts, TryParseNodeId);
        return mode == HostMode.Controller ? null : id;
    }

    private static bool TryParseNodeId(string text, out NodeId id) => SectionReader.Accepts(static text => new NodeId(text), text, out id);

    private static TlsFiles? ReadTls(SectionReader section, List<string> errors)
    {
        var certificate = section.Folder("MetricsCertFile", "");
        var key = section.Folder("MetricsKeyFile", "");
        if ((certificate.Length == 0) != (key.Length == 0))
            errors.Add("Host:MetricsCertFile and Host:MetricsKeyFile belong together; one of them is missing");
        return certificate.Length > 0 && key.Length > 0 ? new TlsFiles(certificate, key) : null;
    }
}
