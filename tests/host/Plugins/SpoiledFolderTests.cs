using System.Runtime.InteropServices;
using CsiHost.Abstractions.Plugins;

namespace CsiHost.Tests.Plugins;

/// <summary>Each way in which the files of a plugin folder can be wrong gives its number and names the file or field.</summary>
public sealed class SpoiledFolderTests
{
    public static TheoryData<string, string, string[]> Cases
    {
        get
        {
            var data = new TheoryData<string, string, string[]>();
            foreach (var (name, spoiled) in Table)
                data.Add(name, spoiled.Id, spoiled.Texts);
            return data;
        }
    }

    private static Dictionary<string, (Action<PluginSandbox> Spoil, string Id, string[] Texts)> Table => new()
    {
        ["tampered file"] = (box => Append(box["sample", "Fixture.sample.dll"]), "CSH0008", ["sample/Fixture.sample.dll", "SHA-256"]),
        ["tampered extra file"] = (AddTamperedData, "CSH0008", ["sample/data/table.bin"]),
        ["missing entry"] = (box => File.Delete(box["sample", "Fixture.sample.dll"]), "CSH0007", ["sample/Fixture.sample.dll"]),
        ["extra file"] = (box => File.WriteAllText(box["sample", "Extra.dll"], "x"), "CSH0009", ["sample/Extra.dll"]),
        ["extra file in a folder"] = (box => Write(box["sample", "sub", "x.so"]), "CSH0009", ["sample/sub/x.so"]),
        ["file beside the plugins"] = (box => File.WriteAllText(box["notes.txt"], "x"), "CSH0009", ["notes.txt"]),
        ["no manifest"] = (box => File.Delete(box["sample", "plugin.json"]), "CSH0004", ["sample/plugin.json"]),
        ["writable folder"] = (box => Open(box["sample"]), "CSH0002", ["plugins/sample"]),
        ["writable file"] = (box => Open(box["sample", "Fixture.sample.dll"]), "CSH0002", ["Fixture.sample.dll"]),
        ["writable root"] = (box => Open(box.Root), "CSH0002", ["plugins is writable"]),
        ["link out of the root"] = (box => LinkOut(box, "Fixture.sample.dll"), "CSH0003", ["Fixture.sample.dll", "outside.dll"]),
        ["plugin folder is a link out"] = (LinkFolderOut, "CSH0003", ["linked", "elsewhere"]),
        ["not json"] = (box => File.WriteAllText(box["sample", "plugin.json"], "{"), "CSH0005", ["plugin.json"]),
        ["json null"] = (box => File.WriteAllText(box["sample", "plugin.json"], "null"), "CSH0005", ["the manifest takes an object"]),
        ["huge manifest"] = (box => File.WriteAllText(box["sample", "plugin.json"], new string(' ', 2 << 20)), "CSH0005", ["longer"]),
        ["unknown field"] = (box => box.EditManifest("sample", "\"kind\"", "\"colour\": 1, \"kind\""), "CSH0005", ["colour"]),
        ["repeated field"] = (box => box.EditManifest("sample", "\"kind\"", "\"id\": \"x\", \"kind\""), "CSH0005", ["id"]),
        ["missing field"] = (box => box.EditManifest("sample", "\"requires\": [],", ""), "CSH0005", ["requires"]),
        ["wrong type"] = (box => box.EditManifest("sample", "\"1.2.3\"", "5"), "CSH0005", ["version"]),
        ["unknown kind"] = (box => box.EditManifest("sample", "\"backend\"", "\"frontend\""), "CSH0005", ["kind"]),
        ["bad id"] = (box => box.EditManifest("sample", "\"sample\"", "\"Sam_ple\""), "CSH0005", ["'id'", "Sam_ple"]),
        ["bad version"] = (box => box.EditManifest("sample", "\"1.2.3\"", "\"one\""), "CSH0005", ["'version'", "one"]),
        ["bad contract"] = (box => box.EditManifest("sample", "\"contract\": \"", "\"contract\": \"v"), "CSH0005", ["'contract'"]),
        ["bad driver"] = (box => box.EditManifest("sample", "\"sample.csihost.dev\"", "\"-x\""), "CSH0005", ["'drivers'", "-x"]),
        ["bad command"] = (box => box.EditManifest("sample", "\"sample-driver\"", "\"a/b\""), "CSH0005", ["'commands'", "a/b"]),
        ["path escapes"] = (box => box.EditManifest("sample", "\"files\": {", "\"files\": { \"../x.dll\": \"" + new string('0', 64) + "\","), "CSH0005", ["'files'", "../x.dll"]),
        ["bad hash"] = (box => box.EditManifest("sample", "\"files\": {", "\"files\": { \"x.dll\": \"ABC\","), "CSH0005", ["'files'", "x.dll"]),
        ["entry elsewhere"] = (box => box.EditManifest("sample", "\"entry\": \"", "\"entry\": \"../"), "CSH0005", ["'entry'"]),
        ["entry not listed"] = (box => box.EditManifest("sample", "\"entry\": \"Fixture", "\"entry\": \"Other"), "CSH0005", ["'entry'", "Other.sample.dll"]),
        ["newer schema"] = (box => box.EditManifest("sample", "\"schema\": 1", "\"schema\": 7, \"shape\": \"round\""), "CSH0006", ["'schema'", "7"]),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Inspect_SpoiledFolder_GivesItsNumberAndNamesTheCulprit(string name, string id, string[] texts)
    {
        using var box = new PluginSandbox("sample", "other");
        Table[name].Spoil(box);

        box.Inspect().Findings.ShouldBeOnly(id, texts);
    }

    [Fact]
    public void Inspect_HealthyFolder_FindsNothing()
    {
        using var box = new PluginSandbox("sample", "other", "every", "policy", "dep-one", "dep-two");
        box.Lock();

        var inspection = box.Inspect();

        inspection.Findings.ShouldBeEmpty();
        inspection.LoadOrder.Select(plugin => plugin.Id).ShouldBe(["policy", "dep-one", "dep-two", "every", "other", "sample"]);
        inspection.LockDigest.Length.ShouldBe(64);
    }

    [Theory]
    [InlineData("relative/plugins", "absolute")]
    [InlineData("/nowhere/at/all", "no such folder")]
    public void Inspect_UnusableRoot_IsCsh0001(string root, string text) =>
        CsiHost.Plugins.Checks.PluginInspector.Inspect(root).Findings.ShouldBeOnly("CSH0001", "Host:PluginDirectory", root, text);

    [Fact]
    public void Inspect_EmptyFolder_IsCsh0010()
    {
        using var box = new PluginSandbox();

        box.Inspect().Findings.ShouldBeOnly("CSH0010", box.Root);
    }

    [Fact]
    public void Inspect_LinkInsideTheRoot_IsAllowed()
    {
        using var box = new PluginSandbox("sample", "other");
        File.CreateSymbolicLink(box["sample", "Same.bin"], box["other", "Fixture.other.dll"]);
        box.Pack("sample");

        box.Inspect().Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Inspect_LinkLoop_Ends()
    {
        using var box = new PluginSandbox("sample");
        Directory.CreateSymbolicLink(box["sample", "loop"], box["sample"]);

        box.Inspect().Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Inspect_PrivateCopyOfContract_IsCsh0020()
    {
        using var box = new PluginSandbox("sample");
        File.Copy(typeof(ICsiPlugin).Assembly.Location, box["sample", "CsiHost.Abstractions.dll"]);
        box.Pack("sample");

        box.Inspect().Findings.ShouldBeOnly("CSH0020", "CsiHost.Abstractions.dll");
    }

    [Fact]
    public void Inspect_PrivateCopyOfFramework_IsCsh0020()
    {
        using var box = new PluginSandbox("sample");
        File.Copy(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "System.Text.Json.dll"), box["sample", "System.Text.Json.dll"]);
        box.Pack("sample");

        box.Inspect().Findings.ShouldBeOnly("CSH0020", "System.Text.Json.dll");
    }

    private static void AddTamperedData(PluginSandbox box)
    {
        Write(box["sample", "data", "table.bin"]);
        box.Pack("sample");
        Append(box["sample", "data", "table.bin"]);
    }

    private static void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "x");
    }

    private static void Append(string path)
    {
        using var file = File.Open(path, FileMode.Append);
        file.WriteByte(0);
    }

    private static void Open(string path) => File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherWrite);

    private static void LinkOut(PluginSandbox box, string file)
    {
        var outside = Path.Combine(Path.GetDirectoryName(box.Root)!, "outside.dll");
        File.Move(box["sample", file], outside);
        File.CreateSymbolicLink(box["sample", file], outside);
    }

    private static void LinkFolderOut(PluginSandbox box)
    {
        var outside = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(box.Root)!, "elsewhere")).FullName;
        Directory.CreateSymbolicLink(box["linked"], outside);
    }
}
