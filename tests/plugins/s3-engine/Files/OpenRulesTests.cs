using CsiHost.S3Engine.Files;
using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Hosting;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Tests.Files;

public sealed class OpenRulesTests
{
    private const uint R = 0, W = OpenFlags.WriteOnly, RW = OpenFlags.ReadWrite, T = OpenFlags.Truncate, A = OpenFlags.Append;

    /// <summary>Flags, whether the file is new here, the mount's permissions (O overwrite, I incremental), and what the open becomes.</summary>
    public static TheoryData<uint, bool, string, string> Rules => new()
    {
        { R, false, "", "Read" }, { RW, false, "", "Read" }, { W, false, "", "NotPermitted" }, { W | T, false, "", "NotPermitted" }, { RW | T, false, "", "NotPermitted" },
        { W, true, "", "Write" }, { RW, true, "", "Write" }, { W | A, true, "", "Write" }, { R, true, "", "NotPermitted" },
        { W, false, "O", "NotPermitted" }, { W | T, false, "O", "Write" }, { RW | T, false, "O", "Write" }, { RW, false, "O", "Read" }, { W | A, false, "O", "NotPermitted" },
        { W, false, "I", "Append" }, { W | A, false, "I", "Append" }, { RW | A, false, "I", "Append" }, { RW, false, "I", "Read" }, { W | T, false, "I", "NotPermitted" },
        { W | T, false, "IO", "Write" }, { R | T, false, "O", "NotPermitted" },
        { R | OpenFlags.Sync, false, "", "Invalid" }, { W | OpenFlags.DataSync, true, "O", "Invalid" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Open_BecomesWhatTheRulesSay(uint flags, bool isNew, string permissions, string expected)
    {
        var (kind, error) = OpenRules.Decide(flags, isNew, new EngineOptions { Bucket = "b", MountPoint = "/", AllowOverwrite = permissions.Contains('O'), Incremental = permissions.Contains('I') });
        (error == Errno.None ? kind.ToString() : error.ToString()).ShouldBe(expected);
    }
}
