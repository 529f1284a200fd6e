using System.Globalization;

namespace CsiHost.Plugins.Efs.Command;

/// <summary>Environment variables as keys of the configuration. An empty variable counts as absent.</summary>
internal static class EnvironmentSettings
{
    private const string Taint = "efs.csi.aws.com/agent-not-ready";

    private static readonly (string Variable, string Key)[] Texts =
    [
        ("AWS_REGION", "Aws:Region"),
        ("AWS_DEFAULT_REGION", "Aws:DefaultRegion"),
        ("AWS_DEFAULT_REGION", "Utils:Region"),
        ("FIPS_ENABLED", "Utils:FipsModeEnabled"),
        ("ECS_CONTAINER_METADATA_URI_V4", "EcsMetadataUri"),
        ("AWS_STS_REGIONAL_ENDPOINTS", "Aws:StsRegionalEndpoints"),
        ("AWS_ENDPOINT_URL", "Aws:EndpointUrl"),
        ("AWS_ENDPOINT_URL_EFS", "Aws:EndpointUrlEfs"),
        ("AWS_ENDPOINT_URL_S3FILES", "Aws:EndpointUrlS3Files"),
        ("AWS_ENDPOINT_URL_EC2", "Aws:EndpointUrlEc2"),
        ("AWS_ENDPOINT_URL_STS", "Aws:EndpointUrlSts"),
        ("AWS_ACCESS_KEY_ID", "Aws:AccessKeyId"),
        ("AWS_SECRET_ACCESS_KEY", "Aws:SecretAccessKey"),
        ("AWS_SESSION_TOKEN", "Aws:SessionToken"),
        ("AWS_PROFILE", "Aws:Profile"),
        ("AWS_SHARED_CREDENTIALS_FILE", "Aws:SharedCredentialsFile"),
        ("AWS_CONFIG_FILE", "Aws:ConfigFile"),
        ("HOME", "Aws:Home"),
        ("AWS_ROLE_ARN", "Aws:RoleArn"),
        ("AWS_ROLE_SESSION_NAME", "Aws:RoleSessionName"),
        ("AWS_WEB_IDENTITY_TOKEN_FILE", "Aws:WebIdentityTokenFile"),
        ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "Aws:ContainerCredentialsRelativeUri"),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "Aws:ContainerCredentialsFullUri"),
        ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Aws:ContainerAuthorizationToken"),
        ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "Aws:ContainerAuthorizationTokenFile"),
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "Aws:MetadataEndpoint"),
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "Aws:MetadataEndpointMode"),
    ];

    public static void Add(Dictionary<string, string?> configuration, IReadOnlyDictionary<string, string> environment)
    {
        foreach (var (variable, key) in Texts)
        {
            if (Get(variable) is { Length: > 0 } value)
                configuration[FlagSettings.Plugin + key] = value;
        }
        if (IsTrue("AWS_USE_FIPS_ENDPOINT"))
            configuration[FlagSettings.Plugin + "Aws:UseFipsEndpoint"] = "true";
        if (IsTrue("AWS_EC2_METADATA_DISABLED"))
            configuration[FlagSettings.Plugin + "Aws:MetadataDisabled"] = "true";
        if (long.TryParse(Get("CSI_NODE_MEMORY_LIMIT"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bytes) && bytes > 0)
            configuration[FlagSettings.Plugin + "NodeMemoryLimitBytes"] = Text(bytes);
        if (int.TryParse(Get("PORT_RANGE_UPPER_BOUND"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port)
            && port is >= EfsUtilsOptions.DefaultPortRangeUpperBound and <= ushort.MaxValue)
            configuration[FlagSettings.Plugin + "Utils:PortRangeUpperBound"] = Text(port);
        AddNode(configuration);

        string Get(string name) => environment.GetValueOrDefault(name, "");

        bool IsTrue(string name) => Get(name).Equals("true", StringComparison.OrdinalIgnoreCase);

        void AddNode(Dictionary<string, string?> settings)
        {
            if (Get("CSI_NODE_NAME") is not { Length: > 0 } node)
                return;
            settings["Host:NodeName"] = node;
            settings[FlagSettings.Plugin + "NodeName"] = node;
            if (Get("DISABLE_TAINT_WATCHER").Length == 0)
                settings[FlagSettings.Driver + "StartupTaint"] = Taint;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
