using System.Reflection;
using System.Runtime.Loader;
using CsiHost.Plugins.Inspection;

namespace CsiHost.Plugins.Loading;

/// <summary>
/// A plugin's own world of dependencies. It isolates dependencies, not privileges. Not collectible: an upgrade is a new image, and the
/// runtime ignores ReadyToRun code in collectible contexts.
/// </summary>
internal sealed class PluginLoadContext(string id, PluginFiles files) : AssemblyLoadContext($"plugin {id}", isCollectible: false)
{
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Null lets the default binder decide, which refuses a contract newer than the host's. Returning the host's assembly here would
        // accept it and fail at the first use. The inspection refuses such a plugin long before; this is the second line.
        if (SharedAssemblies.Contains(assemblyName.Name))
            return null;
        if (files.FindAssembly(assemblyName.Name!) is { } path)
            return LoadFromAssemblyPath(path);

        // Never fall through: the default context would answer with the host's own private copy.
        throw new FileNotFoundException($"{assemblyName.Name} is neither shared by the host nor among the files of plugin {id}.", assemblyName.Name);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        files.FindNative(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
