using System.Text;

namespace CsiHost.Plugins.S3.Tests.Handover;

/// <summary>The mounter of a Mountpoint Pod as a process, and what peers may do to it.</summary>
[Trait("tier", "functional")]
public sealed class MounterProcessTests : IDisposable
{
    private static readonly byte[] Whole = Message("leaves");
    private readonly MounterProcess _sut = new();

    public void Dispose() => _sut.Dispose();

    public static TheoryData<string, int, string[], string> Garbage => new()
    {
        { "no descriptor", 0, [Encoding.UTF8.GetString(Whole)], "expected one file descriptor from connection, but got 0" },
        { "two descriptors", 2, ["{", Encoding.UTF8.GetString(Whole)[1..]], "expected one file descriptor from connection, but got 2" },
        { "half a message", 1, [Encoding.UTF8.GetString(Whole)[..20]], "not JSON" },
        { "no JSON", 1, ["\u0001\u0002garbage"], "not JSON" },
        { "other JSON", 1, ["[1]"], "not a JSON object" },
        { "wrong types", 1, ["""{"bucketName":1}"""], "not JSON" },
        { "text after it", 1, ["{} {}"], "not JSON" },
        { "NUL", 1, ["{\"bucketName\":\"a\\u0000b\"}"], "NUL" },
        { "nothing", 0, [], "expected one file descriptor from connection, but got 0" },
    };

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Peer_SendsGarbage_TheContainerStartsAgain(string what, int descriptors, string[] pieces, string expected)
    {
        await _sut.StartAsync();
        await _sut.SendAsync(descriptors, [.. pieces.Select(Encoding.UTF8.GetBytes)]);
        (await _sut.WaitAsync()).ShouldBe(255, what);
        _sut.Lines.ShouldContain(line => line.Contains("Failed to receive mount options from ", StringComparison.Ordinal) && line.Contains(expected, StringComparison.Ordinal));
        Directory.GetFiles(_sut.Comm).ShouldBeEmpty();
    }

    [Fact]
    public async Task Peer_ConnectsAndIsSilent_TimesOut() // M25
    {
        await _sut.StartAsync("--mount-sock-recv-timeout=1s");
        using var peer = await _sut.ConnectAsync();
        (await _sut.WaitAsync()).ShouldBe(255);
        _sut.Lines.ShouldContain(line => line.Contains("did not send its whole message within 1s", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, 255)]
    [InlineData(true, 0)]
    public async Task NoPeer_TimesOut_OrEndsWhenThatIsWanted(bool isWanted, int expected)
    {
        await _sut.StartAsync(isWanted ? "--mount-sock-recv-timeout=10m" : "--mount-sock-recv-timeout=1s");
        if (isWanted)
            File.WriteAllText(Path.Combine(_sut.Comm, "mount.exit"), "");
        (await _sut.WaitAsync()).ShouldBe(expected);
    }

    [Fact]
    public async Task Term_BeforeOptions_Ends()
    {
        await _sut.StartAsync();
        _sut.Signal("TERM");
        (await _sut.WaitAsync()).ShouldBe(143);
    }

    [Fact]
    public async Task Kill_LeavesASocketFile_ThatIsNoObstacle()
    {
        await _sut.StartAsync();
        _sut.Signal("KILL");
        await _sut.WaitAsync();
        File.Exists(Path.Combine(_sut.Comm, "mount.sock")).ShouldBeTrue();
        await _sut.StartAsync();
        await _sut.SendAsync(1, Whole);
        (await _sut.WaitAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData("leaves", false, 1, null)] // M28
    [InlineData("leaves", true, 0, null)]
    [InlineData("fails", false, 255, "Error: bucket fails does not exist\n")] // M30
    [InlineData("fails", true, 0, null)] // M29
    [InlineData("silent-failure", false, 255, "engine.sh ended with exit code 7 and said nothing\n")]
    [InlineData("", false, 255, "the mount options name no bucket\n")]
    public async Task Engine_Ends_AsDocumented(string bucket, bool exitIsWanted, int expected, string? error)
    {
        await _sut.StartAsync();
        if (exitIsWanted)
            File.WriteAllText(Path.Combine(_sut.Comm, "mount.exit"), "");
        await _sut.SendAsync(1, Message(bucket));
        (await _sut.WaitAsync()).ShouldBe(expected, string.Join('\n', _sut.Lines));
        var file = Path.Combine(_sut.Comm, "mount.err");
        File.Exists(file).ShouldBe(error is not null);
        if (error is null)
            return;
        File.ReadAllText(file).ShouldBe(error);
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Engine_ThatIsMissing_IsNamed()
    {
        File.Delete(_sut.Engine);
        await _sut.StartAsync();
        await _sut.SendAsync(1, Message("b"));
        (await _sut.WaitAsync()).ShouldBe(255);
        File.ReadAllText(Path.Combine(_sut.Comm, "mount.err")).ShouldContain("engine.sh: No such file");
    }

    [Fact]
    public async Task Cache_WithoutItsVolume_IsToldToTheNode() // C25, with a mount.err
    {
        await _sut.StartAsync();
        await _sut.SendAsync(1, Message("b", "--cache=/mnt/x"));
        (await _sut.WaitAsync()).ShouldBe(255);
        File.ReadAllText(Path.Combine(_sut.Comm, "mount.err")).ShouldContain("--cache is given");
    }

    [Fact]
    public async Task Term_WhileServing_IsIgnored_AndTheDescriptorIsTheEnginesAlone() // M32
    {
        await _sut.StartAsync();
        await _sut.SendAsync(1, Message("never-serves"));
        await MounterProcess.UntilAsync(() => _sut.EngineId() > 0);
        _sut.Signal("TERM");
        _sut.Signal("TERM");
        await MounterProcess.UntilAsync(() => _sut.Lines.Any(line => line.Contains("SIGTERM is ignored", StringComparison.Ordinal)));
        _sut.HasExited.ShouldBeFalse();
        _sut.CountFuseDescriptors().ShouldBe(0);
        File.Exists(Path.Combine(_sut.Comm, "mount.sock")).ShouldBeFalse();
    }

    internal static byte[] Message(string bucket, params string[] arguments) =>
        new S3.Mounting.MountMessage { BucketName = bucket, Args = arguments, Env = ["A=1"] }.Encode();
}
