using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Tests.Rig;
using CsiHost.StandIns.Aws;

namespace CsiHost.Plugins.Efs.Tests.Controller;

/// <summary>AWS refuses, throttles, is down or loses an answer: the documented code, and a repeat that finds what was made.</summary>
public sealed class AwsFailureTests
{
    public static TheoryData<string, int, string, CsiErrorKind> Failures
    {
        get
        {
            var rows = new TheoryData<string, int, string, CsiErrorKind>();
            foreach (var operation in new[] { "CreateAccessPoint", "DescribeAccessPoints", "DescribeFileSystems" })
            {
                rows.Add(operation, 403, "AccessDeniedException", CsiErrorKind.PermissionDenied);
                rows.Add(operation, 403, "ExpiredTokenException", CsiErrorKind.Unauthenticated);
                rows.Add(operation, 403, "UnrecognizedClientException", CsiErrorKind.Unauthenticated);
                rows.Add(operation, 404, "FileSystemNotFound", CsiErrorKind.InvalidArgument);
                rows.Add(operation, 400, "SomethingElse", CsiErrorKind.Internal);
            }
            rows.Add("CreateAccessPoint", 403, "AccessPointLimitExceeded", CsiErrorKind.ResourceExhausted);
            rows.Add("CreateAccessPoint", 409, "IncorrectFileSystemLifeCycleState", CsiErrorKind.Unavailable);
            rows.Add("CreateAccessPoint", 400, "BadRequest", CsiErrorKind.InvalidArgument);
            rows.Add("CreateAccessPoint", 500, "InternalServerError", CsiErrorKind.Unavailable);
            rows.Add("CreateAccessPoint", 429, "ThrottlingException", CsiErrorKind.Unavailable);
            rows.Add("CreateAccessPoint", 429, "TooManyRequests", CsiErrorKind.Unavailable);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Create_AwsFails_GivesTheDocumentedCode(string operation, int status, string code, CsiErrorKind expected)
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Faults.Set(operation, new AwsFault { Status = status, Code = code, Times = null });

        var error = await Should.ThrowAsync<CsiException>(() => rig.CreateAsync("enforceZoneAffinity=true"));

        error.Kind.ShouldBe(expected);
        error.Message.ShouldContain(code);
        error.Message.ShouldNotContain(AwsIdentities.SecretAccessKey);
    }

    [Theory]
    [InlineData(500, "InternalServerError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(429, "ThrottlingException")]
    [InlineData(429, "TooManyRequests")]
    public async Task Create_FailsForAMoment_IsRepeatedWithinTheCall(int status, string code)
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Faults.Set("CreateAccessPoint", new AwsFault { Status = status, Code = code });

        await rig.CreateAsync();

        rig.Aws.Count("CreateAccessPoint").ShouldBe(2);
        rig.Aws.Efs.AccessPoints.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 5)]
    public async Task Create_FailsAlways_IsTriedAsOftenAsTheModeSays(bool isAdaptive, int attempts)
    {
        await using var rig = await EfsRig.StartAsync(options => options.AdaptiveRetry = isAdaptive);
        rig.Aws.Faults.Set("CreateAccessPoint", new AwsFault { Status = 500, Code = "InternalServerError", Times = null });

        await Should.ThrowAsync<CsiException>(() => rig.CreateAsync());

        rig.Aws.Count("CreateAccessPoint").ShouldBe(attempts);
    }

    [Fact]
    public async Task Create_AnswerIsLost_IsFoundByTheRepeatWithinTheCall()
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Faults.Set("CreateAccessPoint", new AwsFault { LosesAnswer = true });

        var volume = await rig.CreateAsync();

        rig.Aws.Efs.AccessPoints.Single().Id.ShouldBe(volume.Id.Value.Split(':')[^1]);
    }

    [Fact]
    public async Task Create_CallEndsBeforeTheAnswer_IsFoundByTheNextCallWithTheSameId()
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Faults.Set("CreateAccessPoint", new AwsFault { Hangs = true });
        using var deadline = new CancellationTokenSource();
        var first = rig.CreateAsync(EfsRig.Request(), deadline.Token);
        await rig.Aws.Faults.HangingAsync("CreateAccessPoint");
        await deadline.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        rig.Aws.Faults.Release();

        var other = await rig.CreateAsync("", "pvc-2");
        var again = await rig.CreateAsync();

        // The second volume kept away from the id whose fate was not known.
        rig.Aws.Efs.AccessPoints.Count.ShouldBe(2);
        rig.Aws.Efs.AccessPoints.Select(static point => point.Gid).Distinct().Count().ShouldBe(2);
        again.Id.ShouldNotBe(other.Id);
    }

    [Fact]
    public async Task Create_AwsIsDown_IsUnavailable()
    {
        await using var rig = await EfsRig.StartAsync(static options => options.Aws.EndpointUrl = "http://127.0.0.1:1/");

        var error = await Should.ThrowAsync<CsiException>(() => rig.CreateAsync());

        error.Kind.ShouldBe(CsiErrorKind.Unavailable);
        error.Message.ShouldContain("efs did not answer");
    }

    [Theory]
    [InlineData("wrong-secret", "")]
    [InlineData(AwsIdentities.SecretAccessKey, "stale-session")]
    public async Task Create_CredentialsAreNotAccepted_IsUnauthenticated(string secret, string token)
    {
        await using var rig = await EfsRig.StartAsync(options => (options.Aws.SecretAccessKey, options.Aws.SessionToken) = (secret, token));

        (await Should.ThrowAsync<CsiException>(() => rig.CreateAsync())).Kind.ShouldBe(CsiErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task Create_NoCredentials_IsUnauthenticatedAndSaysWhere()
    {
        await using var rig = await EfsRig.StartAsync(static options => options.Aws.AccessKeyId = "");

        var error = await Should.ThrowAsync<CsiException>(() => rig.CreateAsync());

        error.Kind.ShouldBe(CsiErrorKind.Unauthenticated);
        error.Message.ShouldContain("AWS_EC2_METADATA_DISABLED");
    }

    [Fact]
    public async Task Create_RegionIsNotKnown_IsUnavailable()
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Metadata.Failure = CsiErrors.Unavailable("no metadata");

        (await Should.ThrowAsync<CsiException>(() => rig.CreateAsync())).Message.ShouldContain("AWS_REGION");
        rig.Options.Aws.Region = "us-east-1";
        (await rig.CreateAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task Create_AccessPointIsBusy_IsAbortedAfterThreeSecondsAndLeavesNoLock()
    {
        var time = new TestKit.Time.ManualTimeProvider();
        await using var rig = await EfsRig.StartAsync(time: time);
        var made = await rig.CreateAsync("uid=1|gid=2");
        var key = "access-point/" + made.Id.Value.Split(':')[^1];
        using (await rig.HoldAsync(key))
        {
            time.AutoAdvance = TimeSpan.FromSeconds(3);
            (await Should.ThrowAsync<CsiException>(() => rig.CreateAsync("uid=1|gid=2"))).Kind.ShouldBe(CsiErrorKind.OperationPending);
            (await Should.ThrowAsync<CsiException>(() => rig.DeleteAsync(made.Id.Value))).Kind.ShouldBe(CsiErrorKind.OperationPending);
            time.Skipped.ShouldContain(TimeSpan.FromSeconds(3));
        }

        time.AutoAdvance = TimeSpan.Zero;
        await rig.DeleteAsync(made.Id.Value);
        rig.Aws.Efs.AccessPoints.ShouldBeEmpty();
    }
}
