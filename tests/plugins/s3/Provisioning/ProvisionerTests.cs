using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Plugins.S3.Provisioning;
using CsiHost.Plugins.S3.Provisioning.Aws;
using CsiHost.StandIns.Aws;
using CsiHost.StandIns.Aws.S3;
using CsiHost.TestKit.Fakes;
using NSubstitute;

namespace CsiHost.Plugins.S3.Tests.Provisioning;

/// <summary>Provisioning by the AWS SDK against a server that checks signatures.</summary>
public sealed class ProvisionerTests : IAsyncLifetime
{
    private const string Bucket = "provisioningMode=bucket";
    private const string Prefix = "bucketName=data";
    private S3StandIn _s3 = null!;
    private S3Provisioner _sut = null!;

    public async Task InitializeAsync()
    {
        _s3 = await S3StandIn.StartAsync();
        _s3.Store.Buckets["data"] = new StoredBucket("111122223333");
        _sut = Create(new S3ProvisioningOptions { AccessKeyId = AwsIdentities.AccessKeyId, SecretAccessKey = AwsIdentities.SecretAccessKey });
    }

    public async Task DisposeAsync() => await _s3.DisposeAsync();

    [Fact]
    public async Task Create_Bucket_MakesAndTagsIt()
    {
        var volume = await CreateAsync(Bucket);

        volume.Id.Value.ShouldBe("s3:eu-west-1:pvc-1");
        volume.CapacityBytes.ShouldBe(1024);
        _s3.Store.Buckets["pvc-1"].Tags!["s3.csi.aws.com/volume-name"].ShouldBe("pvc-1");
        (await _sut.ExistsAsync(volume.Id, Secrets.Empty, default)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(Bucket)]
    [InlineData(Prefix)]
    public async Task Create_Again_MakesNothing(string parameters)
    {
        var first = await CreateAsync(parameters);
        var writes = Writes();

        var second = await CreateAsync(parameters);

        second.Id.ShouldBe(first.Id);
        second.Context.ShouldBe(first.Context);
        Writes().ShouldBe(writes);
    }

    [Theory]
    [InlineData("CreateBucket")]
    [InlineData("PutBucketTagging")]
    public async Task Create_BucketCutHalfWay_IsTakenUpWhereItWas(string operation)
    {
        // More than all the repeats of the library and of the connections below it.
        for (var attempt = 0; attempt < 40; attempt++)
            _s3.Fail(operation, new S3Fault { LosesAnswer = attempt == 0, LosesRequest = attempt > 0 });
        (await Should.ThrowAsync<CsiException>(() => CreateAsync(Bucket))).Kind.ShouldBe(CsiErrorKind.Unavailable);
        _s3.Heal();

        await CreateAsync(Bucket);

        _s3.Store.Buckets["pvc-1"].Tags!["s3.csi.aws.com/volume-name"].ShouldBe("pvc-1");
    }

    [Fact]
    public async Task Create_Prefix_MarksIt()
    {
        var volume = await CreateAsync(Prefix + ";subPathPattern=${.PVC.namespace}/${.PVC.name};ensureUniqueDirectory=false;tags=a=b c");

        volume.Id.Value.ShouldBe("s3:eu-west-1:data:team/claim/");
        var tags = _s3.Store.Buckets["data"].Objects["team/claim/"];
        tags["s3.csi.aws.com/volume-name"].ShouldBe("pvc-1");
        tags["a"].ShouldBe("b c");
    }

    [Theory]
    [InlineData("marker")]
    [InlineData("data")]
    public async Task Create_PrefixInUse_IsRefused(string by)
    {
        _s3.Store.Buckets["data"].Objects["pvc-1/" + (by == "marker" ? "" : "file")] = new Dictionary<string, string> { ["s3.csi.aws.com/volume-name"] = "other" };

        (await Should.ThrowAsync<CsiException>(() => CreateAsync(Prefix))).Kind.ShouldBe(CsiErrorKind.Incompatible);
    }

    [Theory]
    [InlineData("tagged", CsiErrorKind.Incompatible)]
    [InlineData("filled", CsiErrorKind.Incompatible)]
    [InlineData("theirs", CsiErrorKind.PermissionDenied)]
    public async Task Create_BucketOfThatName_IsNotTaken(string how, CsiErrorKind kind)
    {
        var bucket = _s3.Store.Buckets["pvc-1"] = new StoredBucket(how == "theirs" ? "999" : "111122223333");
        if (how == "tagged")
            bucket.Tags = new Dictionary<string, string> { ["s3.csi.aws.com/volume-name"] = "pvc-2" };
        if (how == "filled")
            bucket.Add("file");

        (await Should.ThrowAsync<CsiException>(() => CreateAsync(Bucket))).Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData(Bucket)]
    [InlineData(Prefix)]
    public async Task Delete_Empty_GoesAndGoesAgain(string parameters)
    {
        var volume = await CreateAsync(parameters);

        await DeleteAsync(volume.Id);
        await DeleteAsync(volume.Id);

        _s3.Store.Buckets.Keys.ShouldBe(["data"]);
        _s3.Store.Buckets["data"].Objects.ShouldBeEmpty();
        (await _sut.ExistsAsync(volume.Id, Secrets.Empty, default)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Bucket, "pvc-1", "file")]
    [InlineData(Prefix, "data", "pvc-1/file")]
    public async Task Delete_NotEmpty_IsRefusedAndNothingGoes(string parameters, string bucket, string key)
    {
        var volume = await CreateAsync(parameters);
        _s3.Store.Buckets[bucket].Add(key);

        var error = await Should.ThrowAsync<CsiException>(() => DeleteAsync(volume.Id));

        error.Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        error.Message.ShouldContain("deleteContents");
        _s3.Store.Buckets[bucket].Objects.ShouldContainKey(key);
    }

    [Fact]
    public async Task Delete_BucketWithContentsAsAsked_GoesWithAllVersions()
    {
        var volume = await CreateAsync(Bucket + ";deleteContents=true");
        var bucket = _s3.Store.Buckets["pvc-1"];
        (bucket.IsVersioned, _) = (true, bucket.OldVersions.Add("old"));
        bucket.Add("a", "b", "c");

        await DeleteAsync(volume.Id);

        _s3.Store.Buckets.Keys.ShouldBe(["data"]);
    }

    [Fact]
    public async Task Delete_PrefixWithContentsAsAsked_LeavesTheRestOfTheBucket()
    {
        var volume = await CreateAsync(Prefix + ";deleteContents=true");
        _s3.Store.Buckets["data"].Add("pvc-1/a", "pvc-1/b/c", "pvc-10/x", "pvc-1", "y");

        await DeleteAsync(volume.Id);

        _s3.Store.Buckets["data"].Objects.Keys.ShouldBe(["pvc-1", "pvc-10/x", "y"]);
    }

    [Fact]
    public async Task Delete_WhatTheDriverDidNotMake_IsLeftAlone()
    {
        _s3.Store.Buckets["data"].Add("mine/", "mine/file");

        (await Should.ThrowAsync<CsiException>(() => DeleteAsync(new VolumeId("s3:eu-west-1:data")))).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        (await Should.ThrowAsync<CsiException>(() => DeleteAsync(new VolumeId("s3:eu-west-1:data:mine/")))).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        await DeleteAsync(new VolumeId("s3:eu-west-1:data:nothing/"));
        await DeleteAsync(new VolumeId("a-static-volume"));

        _s3.Store.Buckets["data"].Objects.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(503, "SlowDown", CsiErrorKind.Unavailable)]
    [InlineData(500, "InternalError", CsiErrorKind.Unavailable)]
    [InlineData(403, "AccessDenied", CsiErrorKind.PermissionDenied)]
    [InlineData(403, "ExpiredToken", CsiErrorKind.Unauthenticated)]
    [InlineData(409, "BucketAlreadyExists", CsiErrorKind.Incompatible)]
    [InlineData(400, "TooManyBuckets", CsiErrorKind.ResourceExhausted)]
    [InlineData(400, "InvalidBucketName", CsiErrorKind.InvalidArgument)]
    public async Task Create_S3Refuses_IsTheErrorOfTheContract(int status, string code, CsiErrorKind kind)
    {
        for (var attempt = 0; attempt < 5; attempt++)
            _s3.Fail("CreateBucket", S3Fault.Error(status, code));

        var error = await Should.ThrowAsync<CsiException>(() => CreateAsync(Bucket));

        error.Kind.ShouldBe(kind);
        error.Message.ShouldContain(code);
    }

    [Fact]
    public async Task Create_NoSuchBucket_IsNotFound()
    {
        _s3.Store.Buckets.Clear();

        (await Should.ThrowAsync<CsiException>(() => CreateAsync(Prefix))).Kind.ShouldBe(CsiErrorKind.NotFound);
    }

    [Fact]
    public async Task Create_WithSecrets_ActsAsThem()
    {
        _s3.Identities.Set("AKIDOTHER", new AwsIdentity { SecretAccessKey = "other", SessionToken = "token", Account = "999" });
        var secrets = new Secrets(new Dictionary<string, string> { ["key_id"] = "AKIDOTHER", ["access_key"] = "other", ["session_token"] = "token" });

        await CreateAsync(Bucket, secrets);

        _s3.Store.Buckets["pvc-1"].Account.ShouldBe("999");
    }

    [Fact]
    public async Task Create_SecretWithoutKey_NamesIt()
    {
        var secrets = new Secrets(new Dictionary<string, string> { ["key_id"] = "AKID", ["password"] = "hunter2" });

        var error = await Should.ThrowAsync<CsiException>(() => CreateAsync(Bucket, secrets));

        error.Message.ShouldStartWith("secrets[access_key] ");
        error.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Create_WrongKey_IsUnauthenticatedAndTellsNoSecret()
    {
        var sut = Create(new S3ProvisioningOptions { AccessKeyId = AwsIdentities.AccessKeyId, SecretAccessKey = "hunter2" });

        var error = await Should.ThrowAsync<CsiException>(async () => await sut.CreateAsync(Request(Prefix), Call(), default));

        error.Kind.ShouldBe(CsiErrorKind.Unauthenticated);
        error.ToString().ShouldNotContain("hunter2");
    }

    private static CallContext Call() => CallContexts.Create(S3Plugin.DriverName);

    private static CreateVolumeRequest Request(string parameters, Secrets? secrets = null)
    {
        var values = parameters.Split(';').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        values["csi.storage.k8s.io/pvc/name"] = "claim";
        values["csi.storage.k8s.io/pvc/namespace"] = "team";
        return new CreateVolumeRequest { Name = "pvc-1", Capabilities = [], Parameters = values, Secrets = secrets ?? Secrets.Empty, Capacity = new CapacityRange { RequiredBytes = 1024 } };
    }

    private async Task<Volume> CreateAsync(string parameters, Secrets? secrets = null) => await _sut.CreateAsync(Request(parameters, secrets), Call(), default);

    private async Task DeleteAsync(VolumeId id) => await _sut.DeleteAsync(new DeleteVolumeRequest { VolumeId = id }, Call(), default);

    private int Writes() => _s3.Requests.Count(request => request.StartsWith("Put", StringComparison.Ordinal) || request.StartsWith("Create", StringComparison.Ordinal));

    private S3Provisioner Create(S3ProvisioningOptions options)
    {
        (options.Enabled, options.Region, options.EndpointUrl, options.ForcePathStyle) = (true, "eu-west-1", _s3.Endpoint.ToString(), true);
        var clients = Substitute.For<IHttpClientFactory>();
        clients.CreateClient(default!).ReturnsForAnyArgs(_ => new HttpClient());
        return new S3Provisioner(new BucketApis(options, Substitute.For<ICryptoPolicy>(), clients, TimeProvider.System), options);
    }
}
