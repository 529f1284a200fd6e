using CsiHost.Plugins.Local.Trees;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Local.Tests.Trees;

[Trait("tier", "functional")]
public sealed class TreeRemoverTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TreeRemoverTests()
    {
        Directory.CreateDirectory(_folder["tree"]);
        Directory.CreateDirectory(_folder["outside", "folder"]);
        File.WriteAllText(_folder["outside", "witness"], "");
    }

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Trees => new()
    {
        { "empty", "true" },
        { "links to the outside", "ln -s ../outside a; ln -s ../outside/witness b; ln -s ../outside/ c; mkdir d; ln -s ../../outside d/a; ln -s /proc e" },
        { "hard link to the outside", "ln ../outside/witness w" },
        { "unreadable", "mkdir -p a/b; touch a/b/c; chmod 0 a/b a" },
        { "special files", "mkfifo p; mknod n c 1 3" },
        { "strange names", "touch $'\\xff' $'a\\nb' '~x-0' '..a' '...'; mkdir -p $'\\xfe/\\xfd'; touch $'\\xfe/\\xfd/\\xfc'" },
        { "wide", "mkdir -p d{1..50}/e{1..10}; touch d{1..50}/e{1..10}/f{1..3}; touch f{1..2000}" },
    };

    [Theory]
    [MemberData(nameof(Trees))]
    public void Remove_Tree_IsGoneAndNothingElseIs(string because, string script)
    {
        SystemTools.Shell(_folder["tree"], script);

        Remove(CancellationToken.None);

        Directory.Exists(_folder["tree"]).ShouldBeFalse(because);
        File.Exists(_folder["outside", "witness"]).ShouldBeTrue(because);
        Directory.Exists(_folder["outside", "folder"]).ShouldBeTrue(because);
    }

    [Fact]
    public void Remove_DeeperThanAnyPath_NeedsNoStack()
    {
        DeepTree.Make(_folder["tree"], levels: 5000);

        Remove(CancellationToken.None);

        Directory.Exists(_folder["tree"]).ShouldBeFalse();
    }

    [Fact]
    public void Remove_Twice_IsNoError()
    {
        Remove(CancellationToken.None);
        Remove(CancellationToken.None);
    }

    [Fact]
    public void Remove_Cancelled_GoesOnWhenCalledAgain()
    {
        SystemTools.Shell(_folder["tree"], "mkdir -p a/b c; touch a/b/f c/f");

        Should.Throw<OperationCanceledException>(() => Remove(new CancellationToken(canceled: true)));
        Remove(CancellationToken.None);

        Directory.Exists(_folder["tree"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("tmpfs", "inside")]
    [InlineData("bind", "inside")]
    [InlineData("tmpfs", "a/b/inside")]
    [InlineData("bind", "a/b/inside")]
    public void Remove_MountInside_IsNotEntered(string kind, string place)
    {
        var mountPoint = _folder["tree", place];
        Directory.CreateDirectory(mountPoint);
        SystemTools.Run("mount", kind == "bind" ? ["--bind", _folder["outside"], mountPoint] : ["-t", "tmpfs", "tmpfs", mountPoint]);
        var witness = Path.Combine(mountPoint, "witness");
        File.WriteAllText(witness, "");
        try
        {
            Should.Throw<IOException>(() => Remove(CancellationToken.None)).HResult.ShouldBe(Native.Errno.Busy);
            FindMounted().ShouldBeTrue();
        }
        finally
        {
            SystemTools.Shell("/", $"umount \"$(grep -o '{_folder["tree"]}[^ ]*' /proc/self/mounts)\"");
        }

        Remove(CancellationToken.None);
        Directory.Exists(_folder["tree"]).ShouldBeFalse();
        File.Exists(_folder["outside", "witness"]).ShouldBeTrue();

        // The mount point may have moved with a folder above it.
        bool FindMounted() => Directory.EnumerateFiles(_folder["tree"], "witness", SearchOption.AllDirectories).Any();
    }

    private void Remove(CancellationToken cancellationToken)
    {
        using var parent = Native.Folder.Open(_folder.Path);
        TreeRemover.Remove(parent, "tree", cancellationToken);
    }
}
