using System.Globalization;
using System.Security;

namespace CsiHost.StandIns.Aws;

/// <summary>EC2 and STS, whose answers are XML.</summary>
internal static class QueryRoutes
{
    public static AwsReply Zones(AwsStandIn standIn) => new(200,
        $"""
        <DescribeAvailabilityZonesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId><availabilityZoneInfo>
        {string.Concat(standIn.Zones.Select(static zone => $"<item><zoneState>available</zoneState><zoneName>{zone.Name}</zoneName><zoneId>{zone.Id}</zoneId></item>"))}
        </availabilityZoneInfo></DescribeAvailabilityZonesResponse>
        """);

    public static AwsReply Assume(AwsStandIn standIn, string operation, IReadOnlyDictionary<string, string> form)
    {
        var role = form.GetValueOrDefault("RoleArn", "");
        if (operation == "AssumeRoleWithWebIdentity" && form.GetValueOrDefault("WebIdentityToken") != standIn.Identities.WebIdentityToken)
            return Error("sts", 400, "InvalidIdentityToken", "the token is not valid");
        if (!standIn.Identities.Roles.TryGetValue(role, out var externalId) || externalId != form.GetValueOrDefault("ExternalId", ""))
            return Error("sts", 403, "AccessDenied", $"not authorized to perform sts:AssumeRole on {role}");
        var (id, identity) = standIn.Identities.Issue(role, standIn.Clock.GetUtcNow());
        return new AwsReply(200,
            $"""
            <{operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{operation}Result><Credentials><AccessKeyId>{id}</AccessKeyId>
            <SecretAccessKey>{identity.SecretAccessKey}</SecretAccessKey><SessionToken>{identity.SessionToken}</SessionToken>
            <Expiration>{identity.ExpiresAt!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}</Expiration></Credentials>
            </{operation}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{operation}Response>
            """);
    }

    public static AwsReply Error(string service, int status, string code, string message) => new(status, service == "sts"
        ? $"<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>{code}</Code><Message>{SecurityElement.Escape(message)}</Message></Error><RequestId>r</RequestId></ErrorResponse>"
        : $"<Response><Errors><Error><Code>{code}</Code><Message>{SecurityElement.Escape(message)}</Message></Error></Errors><RequestID>r</RequestID></Response>");
}
