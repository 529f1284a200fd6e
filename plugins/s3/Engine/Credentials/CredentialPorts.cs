using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Credentials;

/// <summary>What the sources of credentials need from outside.</summary>
internal sealed record CredentialPorts(EngineEnvironment Environment, HttpMessageInvoker Http, StsClient Sts, InstanceMetadata? Metadata, TimeProvider Time)
{
    public string SessionName => $"csi-s3-engine-{Time.GetUtcNow().ToUnixTimeSeconds()}";
}
