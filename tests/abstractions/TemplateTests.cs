using System.Diagnostics;

namespace CsiHost.Abstractions.Tests;

/// <summary>What the author guide promises: a plugin from the template, built against the packages, is conformant; so it is with the guide's own example.</summary>
[Trait("tier", "conformance")]
public sealed class TemplateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("csi-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Template_NewPluginWithTheGuidesExample_IsConformant()
    {
        var root = FindRoot();
        foreach (var project in (string[])["abstractions", "tests/TestKit"])
            await DotnetAsync(root, ["pack", project, "-c", "Debug", "-o", Path.Combine(_folder, "packages"), "-v", "quiet"]);
        await File.WriteAllTextAsync(Path.Combine(_folder, "nuget.config"), NuGetConfiguration());
        string[] hive = ["--debug:custom-hive", Path.Combine(_folder, "hive")];
        await DotnetAsync(_folder, ["new", "install", Path.Combine(root, "abstractions", "templates", "plugin"), .. hive]);
        await DotnetAsync(_folder, ["new", "csihost-plugin", "-n", "Acme.Disks", "-o", "acme", "--driver", "disks.acme.example", "--id", "acme-disks", .. hive]);
        AddExample(root);

        var output = await DotnetAsync(Path.Combine(_folder, "acme"), ["test", "tests", "-v", "quiet", "-warnaserror", "--logger", "console;verbosity=minimal"]);

        output.ShouldContain("Passed!");
        output.ShouldContain("Failed:     0");
    }

    /// <summary>The two pieces of C# that the guide asks its reader to add.</summary>
    private void AddExample(string root)
    {
        var blocks = File.ReadAllText(Path.Combine(root, "docs", "authors.md")).Split("```csharp\n").Skip(1).Select(part => part.Split("```")[0]).ToList();
        var backend = blocks.Single(block => block.StartsWith("[CsiBackend", StringComparison.Ordinal));
        var suite = blocks.Single(block => block.StartsWith("[Collection", StringComparison.Ordinal));
        string[] rooms = ["Backends.Controller", "Calls", "Errors", "Models", "Plugins"];
        File.WriteAllText(
            Path.Combine(_folder, "acme", "src", "StorageExpansion.cs"),
            string.Concat(rooms.Select(room => $"using CsiHost.Abstractions.{room};\n")) + $"namespace Acme.Disks;\n{backend}");
        File.AppendAllText(Path.Combine(_folder, "acme", "tests", "Conformance.cs"), suite);
    }

    private string NuGetConfiguration() => $"""
        <configuration>
          <packageSources><add key="built" value="{_folder}/packages" /></packageSources>
          <config><add key="globalPackagesFolder" value="{_folder}/restored" /></config>
          <fallbackPackageFolders>
            <add key="machine" value="{Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)}/.nuget/packages" />
          </fallbackPackageFolders>
        </configuration>
        """;

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CsiHost.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests run outside of the repository");
        return folder;
    }

    private static async Task<string> DotnetAsync(string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What the runner of these tests sets for itself is not for the builds inside of them.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"dotnet {string.Join(' ', start.ArgumentList)}:\n{output}\n{await error}");
        return output;
    }
}
