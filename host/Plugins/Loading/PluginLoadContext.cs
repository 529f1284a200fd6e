using System.Reflection;
using System.Runtime.Loader;
using CsiHost.Plugins.Inspection;

namespace CsiHost.Plugins.Loading;

/// <summary>
/// A plugin's own world of dependencies. It isolates dependencies, not privileges. Not collectible: an upgrade is a new image, and the
/// runtime ignores ReadyToRun code in collectible contexts.
/// </summary>
internal sealed class PluginLoadContext(string id, string entryPath) : AssemblyLoadContext($"plugin {id}", isCollectible: false)
{
    // The resolver reads the entry's .deps.json, so it is given the assembly and not the folder.
    private readonly AssemblyDependencyResolver _resolver = new(entryPath);

    public Assembly LoadEntry() => LoadFromAssemblyPath(entryPath);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Null lets the default binder decide, which refuses a contract newer than the host's. Returning the host's assembly here would
        // accept it and fail at the first use. The inspection refuses such a plugin long before; this is the second line.
        if (SharedAssemblies.Contains(assemblyName.Name))
            return null;
        if (_resolver.ResolveAssemblyToPath(assemblyName) is { } path)
            return LoadFromAssemblyPath(path);
        if (!string.IsNullOrEmpty(assemblyName.CultureName))
            return null;

        // Never fall through: the default context would answer with the host's own private copy.
        throw new FileNotFoundException($"{assemblyName.Name} is neither shared by the host nor among the files of plugin {id}.", assemblyName.Name);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
