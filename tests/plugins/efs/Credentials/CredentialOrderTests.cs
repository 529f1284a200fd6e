using CsiHost.Plugins.Efs.Credentials;

namespace CsiHost.Plugins.Efs.Tests.Credentials;

public sealed class CredentialOrderTests
{
    private static readonly string[] Everything = ["relative", "pod", "irsa"];

    /// <summary>Options, environment, profiles that exist, and the places in order; the last is final where it has a mark.</summary>
    public static TheoryData<string, string[], string, string> Orders => new()
    {
        { "", [], "", "metadata:!" },
        { "", Everything, "", "ecs:/rel podidentity:http://agent/,/token webidentity:arn:env,/jwt-env metadata:!" },
        { "uri=/x", Everything, "default", "ecs:/x!" },
        { "profile=p", Everything, "p", "credentials:p!" },
        { "profile=p", Everything, "", "credentials:p!" },
        { "profile=p", ["profile=env"], "env,p", "credentials:p!" },
        { "", ["profile=env"], "env", "credentials:env!" },
        { "", ["profile=env"], "", "credentials:env!" },
        { "", Everything, "default", "credentials:default!" },
        { "", [], "config:default", "config:default!" },
        { "", [], "role:default", "metadata:!" },
        { "profile=p", [], "role:p", "named_profile:p!" },
        { "role,jwt", [], "default", "webidentity:arn:opt,/jwt-opt metadata:!" },
        { "role,jwt,profile=p", [], "p", "webidentity:arn:opt,/jwt-opt metadata:!" },
        { "role,jwt", Everything, "", "ecs:/rel podidentity:http://agent/,/token webidentity:arn:opt,/jwt-opt webidentity:arn:env,/jwt-env metadata:!" },
        { "role", [], "", "metadata:!" },
        { "jwt", [], "", "metadata:!" },
        { "role", [], "default", "credentials:default!" },
        { "", ["pod-without-file"], "", "metadata:!" },
        { "", ["irsa-without-file"], "", "metadata:!" },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public void Plan_OptionsAndEnvironment_GiveTheOrder(string options, string[] environment, string profiles, string expected)
    {
        var plan = CredentialOrder.Plan(Request(options), Environment(environment), name => Find(profiles, name));

        string.Join(' ', plan.Select(place => place.Method + (place.IsFinal ? "!" : ""))).ShouldBe(expected);
    }

    private static CredentialRequest Request(string options)
    {
        var parts = options.Split(',');
        return new CredentialRequest
        {
            ContainerPath = parts.FirstOrDefault(part => part.StartsWith("uri=", StringComparison.Ordinal))?[4..],
            Profile = parts.FirstOrDefault(part => part.StartsWith("profile=", StringComparison.Ordinal))?[8..],
            RoleArn = parts.Contains("role") ? "arn:opt" : null,
            TokenFile = parts.Contains("jwt") ? "/jwt-opt" : null,
        };
    }

    private static EfsAwsOptions Environment(string[] parts) => new()
    {
        // Static keys take no part.
        AccessKeyId = "AKIA",
        SecretAccessKey = "secret",
        Profile = parts.FirstOrDefault(part => part.StartsWith("profile=", StringComparison.Ordinal))?[8..] ?? "",
        ContainerCredentialsRelativeUri = parts.Contains("relative") ? "/rel" : "",
        ContainerCredentialsFullUri = parts.Contains("pod") || parts.Contains("pod-without-file") ? "http://agent/" : "",
        ContainerAuthorizationTokenFile = parts.Contains("pod") ? "/token" : "",
        RoleArn = parts.Contains("irsa") || parts.Contains("irsa-without-file") ? "arn:env" : "",
        WebIdentityTokenFile = parts.Contains("irsa") ? "/jwt-env" : "",
    };

    private static CredentialKind? Find(string profiles, string name)
    {
        var known = profiles.Split(',');
        return known.Contains(name) ? CredentialKind.CredentialsFile
            : known.Contains("config:" + name) ? CredentialKind.ConfigFile
            : known.Contains("role:" + name) ? CredentialKind.AssumedProfile
            : null;
    }
}
