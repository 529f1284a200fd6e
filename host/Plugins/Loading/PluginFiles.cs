namespace CsiHost.Plugins.Loading;

/// <summary>
/// Finds a plugin's assemblies and native libraries among the files of its manifest, so that nothing is ever loaded that was not hashed.
/// The runtime's own resolver reads the .deps.json instead, which may name paths elsewhere, and costs milliseconds a plugin.
/// </summary>
internal sealed class PluginFiles(string directory, IReadOnlyDictionary<string, string> files)
{
    /// <summary>Where a portable publish puts what differs by machine; a publish for one machine puts it beside the entry.</summary>
    private static readonly string[] Runtimes = ["linux-x64", "linux", "unix", "any"];

    /// <summary>By simple name. There are no cultures to ask for: the host runs in invariant mode.</summary>
    public string? FindAssembly(string name)
    {
        var file = $"{name}.dll";
        foreach (var runtime in Runtimes)
        {
            if (FindBelow($"runtimes/{runtime}/lib/", file) is { } specific)
                return specific;
        }

        return Find(file);
    }

    /// <summary>The name as given, and with the prefix and suffix of a Linux library.</summary>
    public string? FindNative(string name) => FindNativeFile(name) ?? FindNativeFile($"{name}.so") ?? FindNativeFile($"lib{name}.so") ?? FindNativeFile($"lib{name}");

    private string? FindNativeFile(string file)
    {
        if (Find(file) is { } beside)
            return beside;
        foreach (var runtime in Runtimes)
        {
            if (Find($"runtimes/{runtime}/native/{file}") is { } specific)
                return specific;
        }

        return null;
    }

    /// <summary>Between the two is the target framework; the SDK copies only the one that fits.</summary>
    private string? FindBelow(string prefix, string file)
    {
        foreach (var path in files.Keys)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal) && path.EndsWith("/" + file, StringComparison.Ordinal))
                return Path.Combine(directory, path);
        }

        return null;
    }

    private string? Find(string path) => files.ContainsKey(path) ? Path.Combine(directory, path) : null;
}
