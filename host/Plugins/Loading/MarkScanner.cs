using System.Reflection;
using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Inspection;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Loading;

/// <summary>
/// Registers the marked classes: each once as a singleton, and under its contract interfaces by reference to that one. Interfaces of a
/// driver are keyed by the driver's name; those of the plugin as a whole (lifecycle, mount steps, policy) are not.
/// </summary>
internal static class MarkScanner
{
    private static readonly Assembly Contract = typeof(ICsiPlugin).Assembly;

    public static IReadOnlyList<Finding> Register(IServiceCollection services, Assembly assembly, IReadOnlyList<Mark> marks, string plugin)
    {
        var found = marks.Where(mark => mark.Kind != MarkKind.Command).Select(mark => new MarkedType(mark, assembly.GetType(mark.TypeName, throwOnError: true)!)).ToArray();
        Finding[] findings = [.. Check(found, plugin), .. Overlaps(found, plugin)];
        if (findings.Length > 0)
            return findings;
        // By name and not by a scan of the assembly, which would load what its unmarked types derive from: a plugin's libraries, at every start.
        // And not by a scan of these types either: that leaves out internal ones, which most are.
        var types = found.Select(item => item.Type).ToHashSet();
        foreach (var type in types)
        {
            if (services.Any(service => service.ServiceType == type))
                return [new Finding(Diagnostics.ContainerBroken, plugin, $"{type.FullName} is marked and also registered in Configure.")];
            services.AddSingleton(type);
        }

        foreach (var item in found.Where(item => item.Mark.Kind == MarkKind.Backend))
        {
            foreach (var contract in DriverInterfaces(item.Type))
                services.AddKeyedSingleton(contract, item.Mark.Value, (provider, _) => provider.GetRequiredService(item.Type));
        }

        foreach (var type in types.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            var isService = found.Any(item => item.Type == type && item.Mark.Kind == MarkKind.Service);
            foreach (var contract in ContractInterfaces(type).Where(contract => isService || IsOfPlugin(contract)))
                services.AddSingleton(contract, provider => provider.GetRequiredService(type));
        }

        return [];
    }

    private static IEnumerable<Type> ContractInterfaces(Type type) => type.GetInterfaces().Where(contract => contract.Assembly == Contract);

    private static IEnumerable<Type> DriverInterfaces(Type type) => ContractInterfaces(type).Where(contract => !IsOfPlugin(contract));

    private static bool IsOfPlugin(Type contract) =>
        contract == typeof(IPluginLifecycle) || contract == typeof(IMountStepHandler) || contract == typeof(ICryptoPolicy);

    private static IEnumerable<Finding> Check(IEnumerable<MarkedType> found, string plugin) =>
        from item in found
        let problem = Problem(item.Mark.Kind, item.Type)
        where problem is not null
        select new Finding(Diagnostics.MarkMisplaced, plugin, $"{item.Type.FullName} is marked [Csi{item.Mark.Kind}] and {problem}.");

    private static string? Problem(MarkKind kind, Type type)
    {
        if (type.IsAbstract || type.ContainsGenericParameters)
            return "is abstract, static or generic";
        if (kind == MarkKind.CryptoPolicy && !type.IsAssignableTo(typeof(ICryptoPolicy)))
            return $"does not implement {nameof(ICryptoPolicy)}";
        return ContractInterfaces(type).Any() ? null : "implements no interface of the contract";
    }

    private static IEnumerable<Finding> Overlaps(IEnumerable<MarkedType> found, string plugin) =>
        from item in found
        where item.Mark.Kind == MarkKind.Backend
        from contract in DriverInterfaces(item.Type)
        group item.Type by (Driver: item.Mark.Value, Contract: contract) into owners
        where owners.Distinct().Count() > 1
        let names = string.Join(" and ", owners.Select(type => type.FullName).Order(StringComparer.Ordinal))
        select new Finding(Diagnostics.SameInterfaceTwice, plugin, $"{names} both serve {owners.Key.Contract.Name} of driver {owners.Key.Driver}.");

    private sealed record MarkedType(Mark Mark, Type Type);
}
