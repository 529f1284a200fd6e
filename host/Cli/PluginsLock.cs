using CsiHost.Plugins.Checks;
using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Locking;

namespace CsiHost.Cli;

/// <summary><c>csi-host plugins lock DIR</c>: pins the composition of a folder. Run when an image is built.</summary>
internal sealed class PluginsLock(string directory)
{
    /// <summary>Null when the arguments make no sense.</summary>
    public int? Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        if (ParseRequired(arguments) is not { } required)
            return null;
        var inspection = PluginInspector.Inspect(directory, readLock: false);
        var unknown = required.FirstOrDefault(id => inspection.Plugins.All(plugin => plugin.Id != id));
        if (unknown is not null)
            output.WriteLine($"--require {unknown}: there is no such plugin in {directory}.");
        FindingText.Write(output, inspection.Findings);
        if (unknown is not null || inspection.Findings.Count > 0)
            return (int)ExitCode.Plugin;
        var file = LockWriter.Create(inspection.Plugins, required);
        Write(LockJson.Write(file));
        foreach (var entry in file.Plugins)
            output.WriteLine($"locked {entry.Id} {entry.Version} ({(entry.Required ? "required" : "optional")})");
        return (int)ExitCode.Ok;
    }

    private static HashSet<string>? ParseRequired(IReadOnlyList<string> arguments)
    {
        var required = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < arguments.Count; index += 2)
        {
            if (arguments[index] != "--require" || index + 1 == arguments.Count)
                return null;
            required.Add(arguments[index + 1]);
        }

        return required;
    }

    /// <summary>By rename, so that an interrupted build leaves the old lock or the new one.</summary>
    private void Write(byte[] content)
    {
        var path = Path.Combine(directory, LockFile.FileName);
        File.WriteAllBytes(path + ".new", content);
        File.Move(path + ".new", path, overwrite: true);
    }
}
