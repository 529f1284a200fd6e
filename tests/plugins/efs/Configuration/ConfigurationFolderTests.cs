using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Configuration;
using CsiHost.Plugins.Efs.Volumes;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Efs.Tests.Configuration;

public sealed class ConfigurationFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, true, true, "legacy")]
    [InlineData(true, true, false, "preferred")]
    [InlineData(true, false, false, "preferred")]
    [InlineData(false, true, false, "preferred")]
    [InlineData(false, true, true, "legacy")]
    [InlineData(false, false, false, null)]
    public void Link_PersistentDirectories_Decide(bool hasPreferred, bool hasLegacy, bool legacyHasConf, string? target)
    {
        if (hasPreferred)
            Directory.CreateDirectory(_folder["preferred"]);
        if (hasLegacy)
            Directory.CreateDirectory(_folder["legacy"]);
        if (legacyHasConf)
            File.WriteAllText(_folder["legacy", "efs-utils.conf"], "");

        ConfigurationFolder.Link(Options);

        new DirectoryInfo(_folder["conf"]).LinkTarget.ShouldBe(target is null ? null : _folder[target]);
        (target is not null || Directory.Exists(_folder["conf"])).ShouldBeTrue();
    }

    [Fact]
    public void Link_ThereAlready_IsKept()
    {
        Directory.CreateDirectory(_folder["other"]);
        Directory.CreateDirectory(_folder["preferred"]);
        Directory.CreateSymbolicLink(_folder["conf"], _folder["other"]);

        ConfigurationFolder.Link(Options);

        new DirectoryInfo(_folder["conf"]).LinkTarget.ShouldBe(_folder["other"]);
    }

    [Fact]
    public void Link_ThatLeadsNowhere_IsReplaced()
    {
        Directory.CreateDirectory(_folder["preferred"]);
        Directory.CreateSymbolicLink(_folder["conf"], _folder["gone"]);

        ConfigurationFolder.Link(Options);

        new DirectoryInfo(_folder["conf"]).LinkTarget.ShouldBe(_folder["preferred"]);
    }

    [Fact]
    public void Link_ParentMissing_IsAnError()
    {
        var options = Options;
        options.ConfigDirectory = _folder["no", "parent"];

        Should.Throw<IOException>(() => ConfigurationFolder.Link(options));
    }

    [Fact]
    public void CopyStaticFiles_KeepsWhatTheNodeHas_ButForOurOwn()
    {
        Write("static/A", "new");
        Write("static/B", "new");
        Write("static/efs-utils.crt", "new");
        Write("conf/B", "old");
        Write("conf/efs-utils.crt", "old");

        ConfigurationFolder.CopyStaticFiles(Options);

        new[] { "A", "B", "efs-utils.crt" }.Select(name => File.ReadAllText(_folder["conf", name])).ShouldBe(["new", "old", "new"]);
    }

    [Theory]
    [InlineData("static")]
    [InlineData("conf")]
    public void CopyStaticFiles_DirectoryMissing_IsAnErrorThatNamesIt(string missing)
    {
        foreach (var name in new[] { "static", "conf" }.Where(name => name != missing))
            Directory.CreateDirectory(_folder[name]);

        Should.Throw<IOException>(() => ConfigurationFolder.CopyStaticFiles(Options)).Message.ShouldContain(_folder[missing]);
    }

    [Fact]
    public void CopyStaticFiles_Subdirectory_IsAnError()
    {
        Directory.CreateDirectory(_folder["static", "sub"]);
        Directory.CreateDirectory(_folder["conf"]);

        Should.Throw<IOException>(() => ConfigurationFolder.CopyStaticFiles(Options)).Message.ShouldContain("sub");
    }

    [Fact]
    public async Task Start_WritesBothFilesWithOverrides_AndTheyAreReadBack()
    {
        Directory.CreateDirectory(_folder["static"]);
        var options = new EfsOptions { Utils = Options };
        options.Utils.EfsOverrides = "mount:retry_nfs_mount_command_count=7";
        options.Utils.S3FilesOverrides = "proxy:readahead_cache_enabled=false";

        await new ConfigurationStartup(options).StartAsync(CancellationToken.None);

        new EfsUtilsFiles(options).Read(StorageKind.Efs).MountAttempts.ShouldBe(7);
        File.ReadAllText(_folder["conf", "s3files-utils.conf"]).ShouldContain("\nreadahead_cache_enabled = false\n");
        File.GetUnixFileMode(_folder["conf", "efs-utils.conf"]).ShouldBe((UnixFileMode)0b110_100_100);
        Directory.GetFiles(_folder["conf"]).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("nowhere:key=value", "efs-utils.conf")]
    [InlineData("mount:unknown=value", "no key unknown")]
    public async Task Start_BadOverride_StopsTheStart(string overrides, string message)
    {
        Directory.CreateDirectory(_folder["static"]);
        var options = new EfsOptions { Utils = Options };
        options.Utils.EfsOverrides = overrides;

        (await Should.ThrowAsync<CsiException>(() => new ConfigurationStartup(options).StartAsync(CancellationToken.None))).Message.ShouldContain(message);
    }

    [Fact]
    public void Read_FileMissingOrMalformed_NamesIt()
    {
        var options = new EfsOptions { Utils = Options };
        Should.Throw<CsiException>(() => new EfsUtilsFiles(options).Read(StorageKind.Efs)).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        Write("conf/efs-utils.conf", "rubbish");
        Should.Throw<CsiException>(() => new EfsUtilsFiles(options).Read(StorageKind.Efs)).Message.ShouldContain("efs-utils.conf cannot be read: line 1");
    }

    private EfsUtilsOptions Options => new()
    {
        ConfigDirectory = _folder["conf"],
        PreferredConfigDirectory = _folder["preferred"],
        LegacyConfigDirectory = _folder["legacy"],
        StaticFilesDirectory = _folder["static"],
    };

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.WriteAllText(_folder[path], content);
    }
}
