namespace CsiHost.Plugins.S3.Tests.Conformance;

/// <summary>The folder into which the host, every plugin and every executable are published before the conformance tier runs.</summary>
internal static class Composed
{
    public static string Host { get; } = Find();

    public static string Executable(string name) => Path.Combine(Host, "bin", name);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "CsiHost.sln")))
                return Path.Combine(folder, "artifacts", "composed");
        }

        throw new InvalidOperationException("the tests run outside of the repository");
    }
}
