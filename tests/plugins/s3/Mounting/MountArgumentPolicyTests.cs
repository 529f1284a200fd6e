using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.S3.Mounting;

namespace CsiHost.Plugins.S3.Tests.Mounting;

public sealed class MountArgumentPolicyTests
{
    public static TheoryData<string, string[], bool, string, string[]> Accepted => new()
    {
        { "P1", [], false, "", ["--allow-root"] },
        { "P2", [], true, "", ["--allow-root", "--read-only"] },
        { "P3", ["foo", "bar", "--test 123"], true, "", ["--allow-root", "--bar", "--foo", "--read-only", "--test=123"] },
        { "P6", ["--foreground", "-f", "--test 123"], true, "", ["--allow-root", "--read-only", "--test=123"] },
        { "P16", [], false, "123", ["--allow-other", "--dir-mode=770", "--file-mode=660", "--gid=123"] },
        { "P18", ["--allow-other"], false, "", ["--allow-other"] },
        {
            "P19", ["--gid 456", "--allow-other", "--dir-mode=555", "--file-mode=444"], false, "123",
            ["--allow-other", "--dir-mode=555", "--file-mode=444", "--gid=456"]
        },
        { "P20", ["--allow-root"], false, "123", ["--allow-other", "--allow-root", "--dir-mode=770", "--file-mode=660", "--gid=123"] },
    };

    /// <summary>Row, limit, medium, the user's size, and the size that comes out; null for none, text for an error.</summary>
    public static TheoryData<string, string?, string?, string?, string?, string?> CacheSizes => new()
    {
        { "C1", "50Mi", null, null, "47", null },
        { "C2", "2Gi", null, null, "1945", null },
        { "C3", "50Mi", "Memory", null, null, null },
        { "C4", "50Mi", "HugePages", null, null, null },
        { "C5", "50Mi", "", "40", "40", null },
        { "C6", "50Mi", null, "50", "47", null },
        { "C7", "50Mi", null, "48", "47", null },
        { "C8", "50Mi", "Memory", "50", "50", null },
        { "C9", "50Mi", null, "100", null, "--max-cache-size (100 MiB) exceeds cacheEmptyDirSizeLimit (50Mi = 50 MiB). Reduce --max-cache-size or increase cacheEmptyDirSizeLimit." },
        { "C9m", "50Mi", "Memory", "100", null, "exceeds" },
        { "C11", null, null, null, null, null },
        { "C12", "not-a-quantity", null, null, null, "Invalid cacheEmptyDirSizeLimit \"not-a-quantity\"" },
        { "C13", "50Mi", null, "abc", null, "Invalid --max-cache-size \"abc\"" },
        { "C14", "500k", null, null, "0", null },
        { "32Mi", "32Mi", null, null, "30", null },
        { "500Mi", "500Mi", null, null, "475", null },
        { "1Gi", "1Gi", null, null, "972", null },
        { "negative", "-1Gi", null, null, null, "Invalid cacheEmptyDirSizeLimit" },
        { "exponent", "1e9", null, null, "905", null },
        { "too large", "99999999999E", null, null, null, "Invalid cacheEmptyDirSizeLimit" },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Apply_Options_GivesArguments(string row, string[] options, bool isReadOnly, string group, string[] expected) =>
        MountArgumentPolicy.Apply(options, isReadOnly, group, new Dictionary<string, string>()).ToList().ShouldBe(expected, row);

    [Theory]
    [InlineData("-o rw,nosuid,allow-other", "-o is not supported")]
    [InlineData("-o", "-o is not supported")]
    [InlineData("--ca-bundle=/x.pem", "--ca-bundle is not supported")]
    [InlineData("ca-bundle /x.pem", "--ca-bundle is not supported")]
    public void Apply_UnsupportedOption_IsInvalid(string option, string expected)
    {
        var error = Should.Throw<CsiException>(() => MountArgumentPolicy.Apply([option], false, "", new Dictionary<string, string>()));
        error.Kind.ShouldBe(CsiErrorKind.InvalidArgument);
        error.Message.ShouldContain(expected);
    }

    [Theory]
    [MemberData(nameof(CacheSizes))]
    public void Apply_CacheInAnEmptyDir_FitsIt(string row, string? limit, string? medium, string? asked, string? expected, string? error)
    {
        var attributes = new Dictionary<string, string> { ["cache"] = "emptyDir" };
        if (limit is not null)
            attributes["cacheEmptyDirSizeLimit"] = limit;
        if (medium is not null)
            attributes["cacheEmptyDirMedium"] = medium;
        var apply = () => MountArgumentPolicy.Apply(asked is null ? [] : [$"max-cache-size {asked}"], false, "", attributes);
        if (error is null)
            apply().Find("max-cache-size").ShouldBe(expected, row);
        else
            Should.Throw<CsiException>(apply, row).Message.ShouldContain(error);
    }

    [Fact]
    public void Apply_CacheOfAnotherType_IsLeftAlone() => // C10
        MountArgumentPolicy.Apply([], false, "", new Dictionary<string, string> { ["cache"] = "ephemeral", ["cacheEmptyDirSizeLimit"] = "50Mi" })
            .Find("max-cache-size").ShouldBeNull();
}
