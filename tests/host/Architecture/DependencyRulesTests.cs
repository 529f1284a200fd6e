using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsiHost.Abstractions.Plugins;

namespace CsiHost.Tests.Architecture;

public sealed partial class DependencyRulesTests
{
    /// <summary>Which room of the host may use which. Hosting is the table of contents and sees all of them.</summary>
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Native"] = [],
        ["Telemetry"] = [],
        ["State"] = ["Native"],
        ["Crypto"] = ["Native"],
        ["Processes"] = ["Native", "State"],
        ["Mounts"] = ["Native", "Processes", "State"],
        ["Drivers"] = [],
        ["Pipeline"] = ["Drivers", "Mounts", "Telemetry"],
        ["Rpc"] = ["Pipeline", "Drivers", "Mounts", "Telemetry", "Native"],
        ["Kubernetes"] = ["Crypto"],
        ["Plugins"] = ["Crypto", "Telemetry"],
        ["Cli"] = ["Hosting", "Plugins", "Crypto", "Rpc", "Pipeline"],
    };

    /// <summary>Executables that run without a host, which would have handed them their configuration: each reads the environment in one file.</summary>
    private static readonly string[] OwnProcesses = ["plugins/s3/Mounter/MounterEnvironment.cs", "plugins/s3/Engine/Hosting/EngineEnvironment.cs"];

    public static TheoryData<string> RoomNames => [.. Directory.GetDirectories(Path.Combine(SourceTree.Root, "host")).Select(Path.GetFileName)
        .Where(name => name is not ("Hosting" or "Protos" or "bin" or "obj")).Select(name => name!)];

    public static TheoryData<string> PluginProjects => [.. Directory.EnumerateFiles(SourceTree.Root, "*.csproj", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(SourceTree.Root, path)).Where(path => path.StartsWith("plugins/", StringComparison.Ordinal))];

    [Fact]
    public void Abstractions_Reference_OnlyTheBaseLibraryAndExtensionAbstractions() =>
        typeof(ICsiPlugin).Assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not "Microsoft.Win32.Primitives")
            .ShouldAllBe(name => name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && name.EndsWith(".Abstractions", StringComparison.Ordinal));

    [Fact]
    public void Host_References_NoPlugin() =>
        ProjectReferences("host/CsiHost.csproj").ShouldBe(["CsiHost.Abstractions.csproj"]);

    [Fact]
    public void Host_Names_NoPluginAndNoDriver() =>
        SourceTree.FilesWith("host", "CsiHost.Plugins.Local", "local.csihost.dev", "csi.aws.com", "aws-efs", "aws-s3", "\"local\"").ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(PluginProjects))]
    public void Plugin_References_AbstractionsOnly(string project) =>
        ProjectReferences(project).ShouldAllBe(reference => reference == "CsiHost.Abstractions.csproj");

    [Fact]
    public void Protobuf_IsSeen_OnlyInRpc() =>
        SourceTree.FilesWith("host", "Google.Protobuf", "CsiHost.Rpc.Proto").ShouldAllBe(path => path.StartsWith("host/Rpc/", StringComparison.Ordinal));

    [Fact]
    public void NativeCalls_AreMade_OnlyInNative() =>
        SourceTree.FilesWith("host", "[LibraryImport", "[DllImport").Concat(SourceTree.FilesWith("plugins", "[LibraryImport", "[DllImport"))
            .ShouldAllBe(path => path.Contains("/Native/", StringComparison.Ordinal));

    [Fact]
    public void Environment_IsRead_OnlyInHosting() =>
        SourceTree.FilesWith("host", "GetEnvironmentVariable").Concat(SourceTree.FilesWith("plugins", "GetEnvironmentVariable"))
            .ShouldAllBe(path => path.StartsWith("host/Hosting/", StringComparison.Ordinal) || OwnProcesses.Contains(path));

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Room_Uses_OnlyItsNeighbours(string room)
    {
        Rooms.ShouldContainKey(room, "a new room needs a line in the table of this test");
        var allowed = Rooms[room].Append(room).ToHashSet();
        var broken = from path in SourceTree.Files($"host/{room}")
                     from Match match in RoomUse().Matches(SourceTree.Read(path))
                     let used = match.Groups["room"].Value
                     where used != "Abstractions" && !allowed.Contains(used)
                     select $"{path} uses {used}";
        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Host_Has_NoMutableStatics()
    {
        var fields = from type in Assembly.Load("csi-host").GetTypes()
                     where !type.FullName!.Contains('<', StringComparison.Ordinal) && type.Namespace is { } space && !space.StartsWith("CsiHost.Rpc.Proto", StringComparison.Ordinal)
                     from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                     where !field.IsInitOnly && !field.IsLiteral && !field.Name.Contains('<', StringComparison.Ordinal)
                     select $"{type.FullName}.{field.Name}";
        fields.ShouldBeEmpty();
    }

    private static IEnumerable<string> ProjectReferences(string project) =>
        XDocument.Load(Path.Combine(SourceTree.Root, project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileName(((string)reference.Attribute("Include")!).Replace('\\', '/')));

    [GeneratedRegex(@"^\s*(?:global )?using (?:static )?(?:\w+ = )?CsiHost\.(?<room>\w+)", RegexOptions.Multiline)]
    private static partial Regex RoomUse();
}
