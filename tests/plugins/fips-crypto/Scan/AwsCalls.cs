using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace CsiHost.Plugins.FipsCrypto.Tests.Scan;

/// <summary>What the tests call of the AWS SDK, in a type that can be loaded a second time beside another build of it.</summary>
public static class AwsCalls
{
    /// <summary>The calls of STS that the plugins make.</summary>
    public static async Task CallStsAsync(string url)
    {
        using var client = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials("id", "secret-of-a-test"), new AmazonSecurityTokenServiceConfig { ServiceURL = url, AuthenticationRegion = "us-east-1" });
        await client.GetCallerIdentityAsync(new GetCallerIdentityRequest());
        await client.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::123456789012:role/test", RoleSessionName = "session" });
        await client.AssumeRoleWithWebIdentityAsync(
            new AssumeRoleWithWebIdentityRequest { RoleArn = "arn:aws:iam::123456789012:role/test", RoleSessionName = "session", WebIdentityToken = "token" });
    }

    public static void UseMd5() => Samples.AwsMd5(new MemoryStream([1, 2, 3]));
}
