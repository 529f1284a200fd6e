using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Aws;
using CsiHost.Plugins.Efs.Tests.Rig;

namespace CsiHost.Plugins.Efs.Tests.Aws;

public sealed class AwsEndpointsTests
{
    [Theory]
    [InlineData("efs", "eu-west-1", false, "https://elasticfilesystem.eu-west-1.amazonaws.com/")]
    [InlineData("efs", "us-east-1", true, "https://elasticfilesystem-fips.us-east-1.amazonaws.com/")]
    [InlineData("efs", "ca-central-1", true, "https://elasticfilesystem-fips.ca-central-1.amazonaws.com/")]
    [InlineData("efs", "cn-north-1", false, "https://elasticfilesystem.cn-north-1.amazonaws.com.cn/")]
    [InlineData("efs", "us-isob-east-1", false, "https://elasticfilesystem.us-isob-east-1.sc2s.sgov.gov/")]
    [InlineData("ec2", "us-west-2", true, "https://ec2-fips.us-west-2.amazonaws.com/")]
    [InlineData("sts", "us-gov-west-1", true, "https://sts.us-gov-west-1.amazonaws.com/")]
    [InlineData("sts", "us-west-2", true, "https://sts-fips.us-west-2.amazonaws.com/")]
    [InlineData("s3files", "eu-west-1", false, "https://s3files.eu-west-1.api.aws/")]
    public void Find_ServiceAndRegion_GiveTheHost(string service, string region, bool fips, string expected) =>
        new AwsEndpoints(new EfsAwsOptions { UseFipsEndpoint = fips }, new PlainPolicy()).Find(Service(service), region).AbsoluteUri.ShouldBe(expected);

    [Fact]
    public void Find_PolicyDemandsFips_GivesTheFipsHost() =>
        new AwsEndpoints(new EfsAwsOptions(), new PlainPolicy("us-east-2")).Find(AwsService.Efs, "us-east-2").Host.ShouldBe("elasticfilesystem-fips.us-east-2.amazonaws.com");

    [Theory]
    [InlineData("eu-west-1")]
    [InlineData("")]
    public void Find_FipsWhereThereIsNone_Fails(string region)
    {
        var sut = new AwsEndpoints(new EfsAwsOptions { UseFipsEndpoint = true }, new PlainPolicy());

        sut.FindFipsProblem(region).ShouldNotBeNull();
        Should.Throw<CsiException>(() => sut.Find(AwsService.Efs, region)).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/", "", "http://127.0.0.1:1/")]
    [InlineData("http://127.0.0.1:1/", "http://127.0.0.1:2/", "http://127.0.0.1:2/")]
    public void Find_Override_OfTheServiceWins(string all, string own, string expected) =>
        new AwsEndpoints(new EfsAwsOptions { EndpointUrl = all, EndpointUrlEfs = own }, new PlainPolicy()).Find(AwsService.Efs, "eu-west-1").AbsoluteUri.ShouldBe(expected);

    [Fact]
    public void Find_OverrideIsNoUrl_NamesTheVariable() =>
        Should.Throw<CsiException>(() => new AwsEndpoints(new EfsAwsOptions { EndpointUrl = "nonsense" }, new PlainPolicy()).Find(AwsService.Efs, "x"))
            .Message.ShouldContain("AWS_ENDPOINT_URL");

    private static AwsService Service(string name) => name switch
    {
        "efs" => AwsService.Efs,
        "ec2" => AwsService.Ec2,
        "s3files" => AwsService.S3Files,
        _ => AwsService.Sts,
    };
}
