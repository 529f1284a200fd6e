using System.Reflection;
using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Checks;
using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Running;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Loading;

/// <summary>Runs the first code of one inspected plugin: types, entry class, configuration, container. Throws all findings of the step that failed.</summary>
internal sealed class PluginLoader(PluginServices host, PluginHostOptions options)
{
    /// <param name="candidate">A plugin without findings.</param>
    /// <param name="required">Whether the host stops when it fails.</param>
    /// <param name="policy">The verified policy; null while the policy's own plugin is loaded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<LoadedPlugin> LoadAsync(PluginCandidate candidate, bool required, ICryptoPolicy? policy, CancellationToken cancellationToken)
    {
        var start = host.Time.GetTimestamp();
        var plugin = candidate.Folder;
        var assembly = LoadTypes(candidate);
        var services = PluginContainer.Create(candidate.Info, host);
        if (policy is not null)
            PluginContainer.AddPorts(services, policy, host.Ports(candidate.Info, policy));
        var builder = new PluginBuilder(candidate.Info, services, host.Configuration.GetSection($"Plugins:{candidate.Id}"));
        await ConfigureAsync(CreateEntry(assembly, candidate), builder, plugin, cancellationToken);
        Throw([.. MarkScanner.Register(services, assembly, candidate.Facts!.Marks, plugin), .. HostedServices(services, plugin)]);
        PluginContainer.Decorate(services);
        var provider = Build(services, plugin);
        return new LoadedPlugin(candidate.Info, candidate.Manifest!.Kind, required, [.. candidate.Manifest.Drivers.Select(name => new DriverName(name))], provider)
        {
            Outcome = PluginOutcome.Of(candidate, PluginState.Loaded) with { Elapsed = host.Time.GetElapsedTime(start) },
        };
    }

    /// <summary>Asks for every type at once. Scrutor leaves out types that do not load, so registrations would vanish without a word.</summary>
    public static Assembly LoadTypes(PluginCandidate candidate)
    {
        try
        {
            var assembly = candidate.Load();
            _ = assembly.GetTypes();
            return assembly;
        }
        catch (ReflectionTypeLoadException e)
        {
            var reasons = e.LoaderExceptions.Select(inner => inner?.Message).OfType<string>().Distinct(StringComparer.Ordinal);
            throw Fail(Diagnostics.TypesBroken, candidate.Folder, reasons, e);
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or InvalidOperationException)
        {
            throw Fail(Diagnostics.TypesBroken, candidate.Folder, [e.Message], e);
        }
    }

    /// <summary>Constructs a class with a parameterless constructor that may be internal.</summary>
    public static T Construct<T>(Assembly assembly, string typeName, string plugin, Diagnostic diagnostic)
        where T : class
    {
        if (assembly.GetType(typeName) is not { } type)
            throw Fail(diagnostic, plugin, [$"{typeName} is not in {assembly.GetName().Name}."]);
        if (!type.IsAssignableTo(typeof(T)))
            throw Fail(diagnostic, plugin, [$"{typeName} does not implement {typeof(T).Name}."]);
        try
        {
            return (T)Activator.CreateInstance(type, nonPublic: true)!;
        }
        catch (Exception e)
        {
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            throw Fail(diagnostic, plugin, [$"{typeName} cannot be constructed: {cause.Message}"], cause);
        }
    }

    private static ICsiPlugin CreateEntry(Assembly assembly, PluginCandidate candidate) =>
        Construct<ICsiPlugin>(assembly, candidate.Facts!.EntryType!, candidate.Folder, Diagnostics.EntryUnusable);

    private async Task ConfigureAsync(ICsiPlugin entry, PluginBuilder builder, string plugin, CancellationToken cancellationToken)
    {
        // On the pool, so that a Configure that never returns can be left behind.
        var work = Task.Run(() => entry.Configure(builder), cancellationToken);
        try
        {
            await work.WaitAsync(options.ConfigureTimeout, host.Time, cancellationToken);
        }
        catch (PluginConfigurationException e)
        {
            throw Fail(Diagnostics.ConfigurationWrong, plugin, e.Errors, e);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            throw Fail(Diagnostics.ConfigureSlow, plugin, [$"{entry.GetType().FullName}.Configure did not return within {options.ConfigureTimeout.TotalSeconds:0.###} s."]);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Fail(Diagnostics.ConfigureFailed, plugin, [$"{entry.GetType().FullName}.Configure threw {e.GetType().Name}: {e.Message}"], e);
        }
    }

    /// <summary>By name: the host offers the interface but must not depend on which copy of the framework a plugin meant.</summary>
    private static IEnumerable<Finding> HostedServices(IServiceCollection services, string plugin) => services
        .Where(service => service.ServiceType.FullName == "Microsoft.Extensions.Hosting.IHostedService")
        .Select(service => new Finding(Diagnostics.HostedService, plugin, $"{service.ImplementationType?.FullName ?? "A factory"} is registered as IHostedService."));

    private static ServiceProvider Build(IServiceCollection services, string plugin)
    {
        try
        {
            return PluginContainer.Build(services);
        }
        catch (AggregateException e)
        {
            throw Fail(Diagnostics.ContainerBroken, plugin, e.InnerExceptions.Select(inner => inner.InnerException?.Message ?? inner.Message), e);
        }
    }

    private static void Throw(IReadOnlyList<Finding> findings)
    {
        if (findings.Count > 0)
            throw new PluginLoadException(findings);
    }

    private static PluginLoadException Fail(Diagnostic diagnostic, string plugin, IEnumerable<string> messages, Exception? inner = null) =>
        new(messages.Select(message => new Finding(diagnostic, plugin, message)), inner);
}
