using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Inspection;
using CsiHost.Plugins.Manifests;

namespace CsiHost.Plugins.Checks;

/// <summary>Decides from metadata alone whether an assembly is the plugin that its manifest describes and can run in this host. Pure.</summary>
internal static class CompatibilityCheck
{
    public static IEnumerable<Finding> Check(string folder, PluginManifest manifest, AssemblyFacts? facts, HostFacts host)
    {
        foreach (var copy in SharedAssemblies.CopiesIn(manifest.Files.Keys))
            yield return new Finding(Diagnostics.PrivateCopy, folder, $"{copy} is among the plugin's files.");
        if (facts is null)
        {
            yield return new Finding(Diagnostics.NotAPlugin, folder, $"{manifest.Entry} is not a .NET assembly.");
            yield break;
        }

        if (facts.PluginId is null)
        {
            yield return new Finding(Diagnostics.NotAPlugin, folder, $"{manifest.Entry} has no [assembly: CsiPlugin].");
            yield break;
        }

        if (facts.Machine is { } machine && machine != host.Machine)
            yield return new Finding(Diagnostics.WrongArchitecture, folder, $"{manifest.Entry} was compiled for another machine than {host.Machine} on Linux.");
        if (!RunsOn(facts.TargetFramework, host.Runtime))
            yield return new Finding(Diagnostics.NewerFramework, folder, $"{manifest.Entry} targets {facts.TargetFramework}; this host runs .NET {host.Runtime.ToString(2)}.");
        if (CheckContract(facts.Contract, host.Contract) is { } mismatch)
            yield return new Finding(Diagnostics.ContractMismatch, folder, $"{manifest.Entry} {mismatch}");
        foreach (var missing in facts.References.Where(reference => !IsThere(reference, manifest, host)))
            yield return new Finding(Diagnostics.ReferenceMissing, folder, $"{manifest.Entry} references {missing}, which neither this host nor the plugin has.");
        foreach (var difference in Compare(folder, manifest, facts))
            yield return new Finding(Diagnostics.ManifestDiffers, folder, difference);
    }

    /// <summary>Null when a plugin built against <paramref name="plugin"/> may run on a host of <paramref name="host"/>.</summary>
    public static string? CheckContract(Version? plugin, Version host)
    {
        if (plugin is null)
            return $"does not reference the contract; this host offers {host.ToString(2)}.";
        if (plugin.Major != host.Major)
            return $"was built against contract {plugin.ToString(2)}; this host offers {host.ToString(2)} and serves the same major version only.";
        return plugin.Minor > host.Minor
            ? $"was built against contract {plugin.ToString(2)}, which is newer than this host's {host.ToString(2)}."
            : null;
    }

    private static bool RunsOn(string targetFramework, Version runtime)
    {
        if (targetFramework.Length == 0 || targetFramework.StartsWith(".NETStandard,", StringComparison.Ordinal))
            return true;
        const string prefix = ".NETCoreApp,Version=v";
        return targetFramework.StartsWith(prefix, StringComparison.Ordinal)
            && Version.TryParse(targetFramework.AsSpan(prefix.Length), out var wanted)
            && (wanted.Major, wanted.Minor).CompareTo((runtime.Major, runtime.Minor)) <= 0;
    }

    private static bool IsThere(string reference, PluginManifest manifest, HostFacts host) => SharedAssemblies.Contains(reference)
        ? host.Assemblies.Contains(reference)
        : manifest.Files.ContainsKey(reference + ".dll");

    private static IEnumerable<string> Compare(string folder, PluginManifest manifest, AssemblyFacts facts)
    {
        if (manifest.Id != facts.PluginId)
            yield return $"'id' is {manifest.Id} in plugin.json and {facts.PluginId} in [assembly: CsiPlugin] of {manifest.Entry}.";
        if (manifest.Id != folder)
            yield return $"'id' is {manifest.Id} in plugin.json; the folder is named {folder}.";
        if (facts.Contract is { } contract && manifest.Contract != contract.ToString(2))
            yield return $"'contract' is {manifest.Contract} in plugin.json and {contract.ToString(2)} in {manifest.Entry}.";
        if (manifest.Kind != ManifestBuilder.KindOf(facts))
            yield return $"'kind' is not what the marks in {manifest.Entry} say.";
        if (!manifest.Drivers.SequenceEqual(ManifestBuilder.DriversOf(facts)))
            yield return $"'drivers' is not what the [CsiBackend] marks in {manifest.Entry} say: {string.Join(", ", ManifestBuilder.DriversOf(facts))}.";
        if (!manifest.Commands.SequenceEqual(ManifestBuilder.CommandsOf(facts)))
            yield return $"'commands' is not what the [CsiCommand] marks in {manifest.Entry} say: {string.Join(", ", ManifestBuilder.CommandsOf(facts))}.";
    }
}
