namespace CsiHost.Plugins.Efs;

/// <summary>
/// The section <c>Plugins:aws-efs:Aws</c>: the settings that AWS SDKs take from the environment, under the names of the variables. An empty
/// text is an absent variable. Some are secrets; nothing logs this section.
/// </summary>
internal sealed class EfsAwsOptions
{
    /// <summary><c>AWS_REGION</c>.</summary>
    public string Region { get; set; } = "";

    /// <summary><c>AWS_DEFAULT_REGION</c>.</summary>
    public string DefaultRegion { get; set; } = "";

    /// <summary><c>AWS_USE_FIPS_ENDPOINT</c>: call FIPS endpoints; only regions <c>us-*</c> and <c>ca-*</c> have them.</summary>
    public bool UseFipsEndpoint { get; set; }

    /// <summary><c>AWS_STS_REGIONAL_ENDPOINTS</c>: <c>regional</c> (also when empty) or <c>legacy</c>.</summary>
    public string StsRegionalEndpoints { get; set; } = "";

    /// <summary><c>AWS_ENDPOINT_URL</c>: where every service is called instead of its endpoint.</summary>
    public string EndpointUrl { get; set; } = "";

    /// <summary><c>AWS_ENDPOINT_URL_EFS</c>.</summary>
    public string EndpointUrlEfs { get; set; } = "";

    /// <summary><c>AWS_ENDPOINT_URL_S3FILES</c>.</summary>
    public string EndpointUrlS3Files { get; set; } = "";

    /// <summary><c>AWS_ENDPOINT_URL_EC2</c>.</summary>
    public string EndpointUrlEc2 { get; set; } = "";

    /// <summary><c>AWS_ENDPOINT_URL_STS</c>.</summary>
    public string EndpointUrlSts { get; set; } = "";

    /// <summary><c>AWS_ACCESS_KEY_ID</c>.</summary>
    public string AccessKeyId { get; set; } = "";

    /// <summary><c>AWS_SECRET_ACCESS_KEY</c>. A secret.</summary>
    public string SecretAccessKey { get; set; } = "";

    /// <summary><c>AWS_SESSION_TOKEN</c>. A secret.</summary>
    public string SessionToken { get; set; } = "";

    /// <summary><c>AWS_PROFILE</c>.</summary>
    public string Profile { get; set; } = "";

    /// <summary><c>AWS_SHARED_CREDENTIALS_FILE</c>; by default <c>~/.aws/credentials</c>.</summary>
    public string SharedCredentialsFile { get; set; } = "";

    /// <summary><c>AWS_CONFIG_FILE</c>; by default <c>~/.aws/config</c>.</summary>
    public string ConfigFile { get; set; } = "";

    /// <summary><c>HOME</c>, for the two defaults above.</summary>
    public string Home { get; set; } = "";

    /// <summary><c>AWS_ROLE_ARN</c>, with <see cref="WebIdentityTokenFile"/>: the role of the pod's service account (IRSA).</summary>
    public string RoleArn { get; set; } = "";

    /// <summary><c>AWS_ROLE_SESSION_NAME</c>.</summary>
    public string RoleSessionName { get; set; } = "";

    /// <summary><c>AWS_WEB_IDENTITY_TOKEN_FILE</c>.</summary>
    public string WebIdentityTokenFile { get; set; } = "";

    /// <summary><c>AWS_CONTAINER_CREDENTIALS_RELATIVE_URI</c>.</summary>
    public string ContainerCredentialsRelativeUri { get; set; } = "";

    /// <summary><c>AWS_CONTAINER_CREDENTIALS_FULL_URI</c>: among others, EKS Pod Identity.</summary>
    public string ContainerCredentialsFullUri { get; set; } = "";

    /// <summary><c>AWS_CONTAINER_AUTHORIZATION_TOKEN</c>. A secret.</summary>
    public string ContainerAuthorizationToken { get; set; } = "";

    /// <summary><c>AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE</c>; read anew for each request.</summary>
    public string ContainerAuthorizationTokenFile { get; set; } = "";

    /// <summary><c>AWS_EC2_METADATA_DISABLED</c>: never ask the instance metadata service.</summary>
    public bool MetadataDisabled { get; set; }

    /// <summary><c>AWS_EC2_METADATA_SERVICE_ENDPOINT</c>.</summary>
    public string MetadataEndpoint { get; set; } = "";

    /// <summary><c>AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE</c>: <c>IPv4</c> (also when empty) or <c>IPv6</c>.</summary>
    public string MetadataEndpointMode { get; set; } = "";
}
