using CsiHost.S3Engine.Hosting;
using CsiHost.S3Engine.S3;

namespace CsiHost.S3Engine.Tests.S3;

public sealed class EndpointRulesTests
{
    private static readonly EngineOptions Plain = new() { Bucket = "bkt", MountPoint = "/mnt" };

    public static TheoryData<string, string, string, string> Rules => new()
    {
        { "bkt", "", "us-east-1", "https://bkt.s3.us-east-1.amazonaws.com/" },
        { "bkt", "path", "us-east-1", "https://s3.us-east-1.amazonaws.com/bkt" },
        { "my.bkt", "", "us-east-1", "https://s3.us-east-1.amazonaws.com/my.bkt" },
        { "bkt", "dual", "eu-west-1", "https://bkt.s3.dualstack.eu-west-1.amazonaws.com/" },
        { "bkt", "accelerate", "eu-west-1", "https://bkt.s3-accelerate.amazonaws.com/" },
        { "bkt", "accelerate dual", "eu-west-1", "https://bkt.s3-accelerate.dualstack.amazonaws.com/" },
        { "bkt", "fips", "us-west-2", "https://bkt.s3-fips.us-west-2.amazonaws.com/" },
        { "bkt", "fips dual", "us-west-2", "https://bkt.s3-fips.dualstack.us-west-2.amazonaws.com/" },
        { "bkt", "", "cn-north-1", "https://bkt.s3.cn-north-1.amazonaws.com.cn/" },
        { "bkt--use1-az4--x-s3", "", "us-east-1", "https://bkt--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/" },
        { "bkt--use1-az4--x-s3", "fips", "us-east-1", "https://bkt--use1-az4--x-s3.s3express-fips-use1-az4.us-east-1.amazonaws.com/" },
        { "arn:aws:s3:us-west-2:123:accesspoint/ap", "", "us-east-1", "https://ap-123.s3-accesspoint.us-west-2.amazonaws.com/" },
        { "arn:aws:s3:us-west-2:123:accesspoint:ap", "fips", "us-east-1", "https://ap-123.s3-accesspoint-fips.us-west-2.amazonaws.com/" },
        { "arn:aws:s3-object-lambda:us-west-2:123:accesspoint/ap", "", "us-east-1", "https://ap-123.s3-object-lambda.us-west-2.amazonaws.com/" },
        { "arn:aws:s3-outposts:us-west-2:123:outpost/op-1/accesspoint/ap", "", "us-east-1", "https://ap-123.op-1.s3-outposts.us-west-2.amazonaws.com/" },
        { "bkt", "http://127.0.0.1:9000", "us-east-1", "http://127.0.0.1:9000/bkt" },
        { "bkt", "http://s3.rig.test:9000", "us-east-1", "http://bkt.s3.rig.test:9000/" },
        { "bkt", "http://s3.rig.test:9000/base/ path", "us-east-1", "http://s3.rig.test:9000/base/bkt" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Endpoint_FollowsFromNameRegionAndFlags(string bucket, string flags, string region, string expected)
    {
        var words = flags.Split(' ');
        var endpoint = S3EndpointRules.Resolve(Plain with
        {
            Bucket = bucket,
            PathStyle = words.Contains("path"),
            DualStack = words.Contains("dual"),
            Accelerate = words.Contains("accelerate"),
            Fips = words.Contains("fips"),
            Endpoint = words.FirstOrDefault(word => word.StartsWith("http", StringComparison.Ordinal)) is { } url ? new Uri(url) : null,
        }, region);
        (endpoint.Base.GetLeftPart(UriPartial.Authority) + (endpoint.BucketPath.Length == 0 ? "/" : endpoint.BucketPath)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("bkt", "us-east-1", "GeneralPurpose", "s3", "us-east-1")]
    [InlineData("bkt--use1-az4--x-s3", "us-east-1", "Directory", "s3express", "us-east-1")]
    [InlineData("arn:aws:s3:us-west-2:123:accesspoint/ap", "us-east-1", "GeneralPurpose", "s3", "us-west-2")]
    [InlineData("arn:aws:s3-outposts:us-west-2:123:outpost/op-1/accesspoint/ap", "us-east-1", "Outposts", "s3-outposts", "us-west-2")]
    public void Signing_FollowsFromTheName(string bucket, string region, string kind, string service, string signingRegion) =>
        S3EndpointRules.Resolve(Plain with { Bucket = bucket }, region)
            .ShouldSatisfyAllConditions(endpoint => endpoint.Kind.ToString().ShouldBe(kind), endpoint => endpoint.SigningName.ShouldBe(service), endpoint => endpoint.SigningRegion.ShouldBe(signingRegion));

    [Fact]
    public void ImpossibleCombinations_AreRefused()
    {
        Refuse(Plain with { Fips = true }, "eu-west-1", "eu-west-1");
        Refuse(Plain with { Fips = true, Endpoint = new Uri("http://x") }, "us-east-1", "--endpoint-url");
        Refuse(Plain with { Fips = true, Accelerate = true }, "us-east-1", "--transfer-acceleration");
        Refuse(Plain with { Bucket = "arn:aws:s3::123:accesspoint:alias.mrap" }, "us-east-1", "SigV4A");
        Refuse(Plain with { Bucket = "arn:aws:sqs:us-east-1:1:q" }, "us-east-1", "ARN");
        Refuse(Plain with { Bucket = "zone--x-s3" }, "us-east-1", "NAME--ZONE");
    }

    private static void Refuse(EngineOptions options, string region, string words) =>
        Should.Throw<EngineException>(() => S3EndpointRules.Resolve(options, region)).Message.ShouldContain(words);
}
