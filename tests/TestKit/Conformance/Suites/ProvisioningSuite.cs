using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>Making and deleting volumes (CREATE_DELETE_VOLUME).</summary>
/// <param name="host">The running host.</param>
public abstract class ProvisioningSuite(ConformanceHost host) : ConformanceSuite(host)
{
    private const int Repeats = 10;

    /// <summary>Names that an orchestrator may use and that are no file names.</summary>
    public static TheoryData<string> HostileNames => new()
    {
        "..", "/", "../../escape", "a/b", "-rf", " ", "name ", "*", "$(id)", "卷", "🗄️", "e\u0301", "%2e%2e", "CON", "a\\b", new string('ß', 64),
    };

    [Fact]
    public async Task Create_WithoutName_IsInvalid()
    {
        var request = Scenario.VolumeRequest();
        request.Name = "";
        request.VolumeCapabilities.Clear();

        await Driver.ShouldEndWithAsync(ControllerMethods.CreateVolume, request, StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Create_WithoutCapabilities_IsInvalid()
    {
        var request = Scenario.VolumeRequest();
        request.VolumeCapabilities.Clear();

        await Driver.ShouldEndWithAsync(ControllerMethods.CreateVolume, request, StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Create_WithoutSize_GivesAnId()
    {
        var request = Scenario.VolumeRequest();
        request.CapacityRange = null;

        (await Scenario.CreateVolumeAsync(request)).VolumeId.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Create_WithSize_GivesAtLeastThatSize() =>
        (await Scenario.CreateVolumeAsync()).CapacityBytes.ShouldBeUnknownOrAtLeast(Settings.VolumeBytes);

    [Fact]
    public async Task Create_SameNameAndSize_GivesTheSameVolume()
    {
        var request = Scenario.VolumeRequest();
        var first = await Scenario.CreateVolumeAsync(request);

        for (var repeat = 1; repeat < Repeats; repeat++)
            (await Scenario.CreateVolumeAsync(request)).ShouldBe(first);
    }

    [Fact]
    public async Task Create_SameNameAndOtherSize_AlreadyExists()
    {
        var request = Scenario.VolumeRequest();
        request.CapacityRange = new() { RequiredBytes = Settings.VolumeBytes, LimitBytes = Settings.VolumeBytes };
        var volume = await Scenario.CreateVolumeAsync(request);
        volume.CapacityBytes.ShouldBeOneOf(0, Settings.VolumeBytes);
        if (volume.CapacityBytes == 0)
            return; // a driver without sizes cannot tell

        request.CapacityRange = new() { RequiredBytes = 2 * Settings.VolumeBytes, LimitBytes = 2 * Settings.VolumeBytes };
        await Driver.ShouldEndWithAsync(ControllerMethods.CreateVolume, request, StatusCode.AlreadyExists);
    }

    [Fact]
    public async Task Create_LongestName_Works() =>
        (await Scenario.CreateVolumeAsync(Scenario.VolumeRequest(Scenario.NewName().PadRight(128, 'a')))).VolumeId.ShouldNotBeNullOrEmpty();

    [Theory]
    [MemberData(nameof(HostileNames))]
    public async Task Create_HostileName_IsAVolumeLikeAnyOther(string name)
    {
        var request = Scenario.VolumeRequest(name);

        var volume = await Scenario.CreateVolumeAsync(request);

        (await Scenario.CreateVolumeAsync(request)).VolumeId.ShouldBe(volume.VolumeId);
    }

    [Fact]
    public async Task Create_SameNameAtOnce_GivesOneVolumeOrAborts()
    {
        var request = Scenario.VolumeRequest();

        var codes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Driver.StatusAsync(ControllerMethods.CreateVolume, request)));

        codes.Select(status => status.Code).ShouldBeSubsetOf([StatusCode.Ok, StatusCode.Aborted]);
        var volume = await Scenario.CreateVolumeAsync(request);
        (await Scenario.CreateVolumeAsync(request)).VolumeId.ShouldBe(volume.VolumeId);
    }

    [Fact]
    public async Task Create_UnsupportedParameter_IsInvalid()
    {
        var request = Scenario.VolumeRequest();
        request.Parameters["noSuchParameter"] = "1";

        var (code, message) = await Driver.StatusAsync(ControllerMethods.CreateVolume, request);

        code.ShouldBe(StatusCode.InvalidArgument);
        message.ShouldContain("noSuchParameter");
    }

    [Fact]
    public async Task Create_SizeBeyondAnyDisk_IsOutOfRange()
    {
        var request = Scenario.VolumeRequest();
        request.CapacityRange = new() { RequiredBytes = long.MaxValue };

        var (code, _) = await Driver.StatusAsync(ControllerMethods.CreateVolume, request);

        if (code == StatusCode.Ok)
            (await Scenario.CreateVolumeAsync(request)).CapacityBytes.ShouldBeOneOf(0, long.MaxValue); // storage without a limit
        else
            code.ShouldBe(StatusCode.OutOfRange);
    }

    [Fact]
    public async Task Delete_WithoutId_IsInvalid() =>
        await Driver.ShouldEndWithAsync(ControllerMethods.DeleteVolume, new DeleteVolumeRequest(), StatusCode.InvalidArgument);

    [Fact]
    public async Task Delete_UnknownId_Succeeds() => await Scenario.DeleteVolumeAsync("fake-vol-id");

    [Fact]
    public async Task Delete_Volume_SucceedsAgainAndAgain()
    {
        var volume = await Scenario.CreateVolumeAsync();

        for (var repeat = 0; repeat < Repeats; repeat++)
            await Scenario.DeleteVolumeAsync(volume.VolumeId);
    }

    [Fact]
    public async Task Delete_PublishedVolume_IsRefusedOrHarmless()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var (_, target) = await Scenario.PublishAsync(volume);
        var file = Path.Combine(target, "file");
        await File.WriteAllTextAsync(file, "kept");

        var (code, _) = await Driver.StatusAsync(ControllerMethods.DeleteVolume, Scenario.DeleteRequest(volume.VolumeId));

        if (code == StatusCode.Ok)
            return; // a driver that cannot know of nodes deletes what it is told to
        code.ShouldBe(StatusCode.FailedPrecondition);
        (await File.ReadAllTextAsync(file)).ShouldBe("kept");
    }
}
