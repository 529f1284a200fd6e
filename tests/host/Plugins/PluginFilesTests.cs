using CsiHost.Plugins.Loading;

namespace CsiHost.Tests.Plugins;

public sealed class PluginFilesTests
{
    private static readonly string[] Files =
    [
        "Plain.dll", "Both.dll", "runtimes/linux/lib/net8.0/Both.dll", "runtimes/win/lib/net8.0/Plain.dll",
        "libnative.so", "runtimes/linux-x64/native/libdeep.so", "exact.so.3",
    ];

    private readonly PluginFiles _sut = new("/p", Files.ToDictionary(file => file, _ => ""));

    [Theory]
    [InlineData("Plain", "/p/Plain.dll")]
    [InlineData("Both", "/p/runtimes/linux/lib/net8.0/Both.dll")]
    [InlineData("Unlisted", null)]
    public void FindAssembly_LooksAmongListedFilesOnly(string name, string? path) => _sut.FindAssembly(name).ShouldBe(path);

    [Theory]
    [InlineData("native", "/p/libnative.so")]
    [InlineData("libnative.so", "/p/libnative.so")]
    [InlineData("deep", "/p/runtimes/linux-x64/native/libdeep.so")]
    [InlineData("exact.so.3", "/p/exact.so.3")]
    [InlineData("libc", null)]
    public void FindNative_TriesTheNamesOfLinux(string name, string? path) => _sut.FindNative(name).ShouldBe(path);
}
