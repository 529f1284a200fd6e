using CsiHost.Plugins.Efs.Aws.Credentials;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>What the two ways through STS have in common.</summary>
internal static class StsKeys
{
    public const string SessionName = "efs-csi-driver";

    public static AwsKeys Read(Amazon.SecurityToken.Model.Credentials given) => new(given.AccessKeyId, given.SecretAccessKey, given.SessionToken)
    {
        ExpiresAt = given.Expiration is { } end ? new DateTimeOffset(DateTime.SpecifyKind(end.ToUniversalTime(), DateTimeKind.Utc)) : null,
    };

    /// <summary>An STS that does not answer is an outage; anything it answers instead of credentials is a lack of credentials.</summary>
    public static AwsException Refused(string what, Exception error)
    {
        var translated = SdkErrors.Translate(AwsService.Sts, "AssumeRole", error);
        var kind = translated.Kind is AwsErrorKind.Unavailable or AwsErrorKind.Throttled ? translated.Kind : AwsErrorKind.NoCredentials;
        return new AwsException(kind, $"{what}: {translated.Message}", error) { Code = translated.Code };
    }
}
