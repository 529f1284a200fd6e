using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Local.Trees;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Local.Tests.Trees;

[Trait("tier", "functional")]
public sealed class TreeCopierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TreeCopierTests()
    {
        foreach (var name in (string[])["source", "target"])
            Directory.CreateDirectory(_folder[name]);
    }

    public void Dispose()
    {
        foreach (var name in (string[])["source", "target"])
            Remove(name); // names that are no UTF-8 are beyond .NET's own methods
        _folder.Dispose();
    }

    public static TheoryData<string, string> Trees => new()
    {
        { "empty", "true" },
        { "files of many sizes", "for n in 0 1 4095 4096 4097 1000000; do head -c $n /dev/urandom > f$n; done" },
        { "modes", "for m in 0000 0400 0644 0755 1777 2755 4755 6711; do touch $m; chmod $m $m; done; mkdir d; chmod 3770 d; chmod 0711 ." },
        { "owners", "touch a; chown 1234:4321 a; mkdir d; chown 77:88 d; ln -s x l; chown -h 5:6 l; touch s; chown 9:9 s; chmod 4755 s; chown 1:2 ." },
        { "times", "mkdir d; touch d/f; touch -d '1999-12-31 23:59:59.123456789' d/f; touch -d '2001-02-03 04:05:06.7' d; ln -s f l; touch -h -d '2002-02-02' l" },
        { "links", "ln -s /etc/passwd absolute; ln -s ../../.. up; ln -s nowhere dangling; ln -s . self; ln -s \"$(printf 'x%.0s' {1..4000})\" long" },
        { "hard links", "echo 1 > a; ln a b; mkdir d; ln a d/c; echo 2 > e; ln e d/f" },
        { "special files", "mkfifo pipe; mknod null c 1 3; mknod block b 7 0; chmod 0640 null; chown 3:4 pipe" },
        { "strange names", "touch -- $'new\\nline' ' ' '-rf' '*' \"$(printf 'n%.0s' {1..255})\" $'\\xff\\xfe' 'ünï' '~'; mkdir $'d\\xc3'; touch $'d\\xc3/\\xa9'" },
        { "many", "for i in $(seq 1 3000); do echo $i > file-with-a-rather-long-name-$i; done" },
        { "deep", "d=.; for i in $(seq 1 200); do d=$d/d; done; mkdir -p $d; echo x > $d/f" },
    };

    [Theory]
    [MemberData(nameof(Trees))]
    public void Copy_Tree_IsTheSame(string because, string script)
    {
        SystemTools.Shell(_folder["source"], script);
        var expected = SystemTools.Describe(_folder["source"]);

        Copy();

        SystemTools.Describe(_folder["target"]).ShouldBe(expected, because);
    }

    [Fact]
    public void Copy_ExtendedAttributes_AreKept()
    {
        var source = Path.Combine(_folder["source"], "file");
        File.WriteAllText(source, "");
        SetAttribute(source, "user.csi", "value");
        SetAttribute(_folder["source"], "user.top", "");

        Copy();

        GetAttribute(Path.Combine(_folder["target"], "file"), "user.csi").ShouldBe("value");
        GetAttribute(_folder["target"], "user.top").ShouldBe("");
    }

    [Fact]
    public void Copy_SparseFile_StaysSparse()
    {
        SystemTools.Shell(_folder["source"], "truncate -s 1G f; printf x | dd of=f bs=1 seek=500M conv=notrunc status=none");

        Copy();

        SystemTools.Run("cmp", Path.Combine(_folder["source"], "f"), Path.Combine(_folder["target"], "f"));
        long.Parse(SystemTools.Run("stat", "-c", "%b", Path.Combine(_folder["target"], "f"))).ShouldBeLessThan(1000);
    }

    [Fact]
    public void Copy_MountInside_IsAnEmptyFolder()
    {
        using var other = new MountedFolder("size=1m");
        File.WriteAllText(Path.Combine(other.Path, "foreign"), "");
        var inside = Path.Combine(_folder["source"], "inside");
        Directory.CreateDirectory(inside);
        SystemTools.Run("mount", "--bind", other.Path, inside);
        try
        {
            Copy();
        }
        finally
        {
            SystemTools.Run("umount", inside);
        }

        Directory.Exists(Path.Combine(_folder["target"], "inside")).ShouldBeTrue();
        Directory.EnumerateFileSystemEntries(Path.Combine(_folder["target"], "inside")).ShouldBeEmpty();
    }

    [Fact]
    public void Copy_DeeperThanPathsCanBe_IsRefused()
    {
        DeepTree.Make(_folder["source"], TreeCopier.MaxDepth + 2);

        Should.Throw<CsiException>(Copy).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
    }

    [Fact]
    public void Copy_Cancelled_Stops()
    {
        SystemTools.Shell(_folder["source"], "touch a b c");

        Should.Throw<OperationCanceledException>(() => Copy(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Copy_TreeThatChangesMeanwhile_NeverFollowsALink()
    {
        Directory.CreateDirectory(_folder["secret"]);
        await File.WriteAllTextAsync(Path.Combine(_folder["secret"], "key"), "secret");
        File.CreateSymbolicLink(_folder["source", "link"], _folder["secret"]);
        Directory.CreateDirectory(_folder["source", "folder"]);
        using var stop = new CancellationTokenSource();
        var swapping = Task.Run(() => SwapUntil(stop.Token));

        for (var round = 0; round < 200; round++)
        {
            Copy();
            await Task.Yield(); // gives the other thread the processor
            Directory.EnumerateFiles(_folder["target"], "key", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).ShouldBeEmpty();
            Directory.Delete(_folder["target"], recursive: true);
            Directory.CreateDirectory(_folder["target"]);
        }

        await stop.CancelAsync();
        (await swapping).ShouldBeGreaterThan(0);
    }

    /// <summary>Shows a folder and a link under one name, in turns.</summary>
    private int SwapUntil(CancellationToken stopping)
    {
        using var source = Native.Folder.Open(_folder["source"]);
        var (link, folder, shown) = (Native.Folder.Name("link"), Native.Folder.Name("folder"), Native.Folder.Name("shown"));
        var swaps = 0;
        for (; !stopping.IsCancellationRequested; swaps++)
        {
            source.Move(folder, source, shown);
            source.Move(shown, source, folder);
            source.Move(link, source, shown);
            source.Move(shown, source, link);
        }

        return swaps;
    }

    private void Copy() => Copy(CancellationToken.None);

    private void Copy(CancellationToken cancellationToken)
    {
        using var source = Native.Folder.Open(_folder["source"]);
        using var target = Native.Folder.Open(_folder["target"]);
        Directory.CreateDirectory(_folder["shelf"]);
        using (var shelf = Native.Folder.Open(_folder["shelf"]))
            TreeCopier.Copy(source, target, shelf, cancellationToken);
        Remove("shelf");
    }

    private void Remove(string name)
    {
        using var parent = Native.Folder.Open(_folder.Path);
        TreeRemover.Remove(parent, name, CancellationToken.None);
    }

    private static void SetAttribute(string path, string name, string value)
    {
        using var folder = Native.Folder.Open(Path.GetDirectoryName(path)!);
        using var file = folder.OpenFile(Native.Folder.Name(Path.GetFileName(path)));
        var bytes = System.Text.Encoding.UTF8.GetBytes(value);
        Native.Folder.Check(Native.Libc.SetAttribute(file, Native.Folder.Name(name), bytes, (nuint)bytes.Length, 0), "set");
    }

    private static string GetAttribute(string path, string name)
    {
        using var folder = Native.Folder.Open(Path.GetDirectoryName(path)!);
        using var file = folder.OpenFile(Native.Folder.Name(Path.GetFileName(path)));
        var buffer = new byte[100];
        var length = Native.Libc.GetAttribute(file, Native.Folder.Name(name), buffer, (nuint)buffer.Length);
        length.ShouldBeGreaterThanOrEqualTo(0);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, (int)length);
    }
}
