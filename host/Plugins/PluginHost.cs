using CsiHost.Abstractions.Crypto;
using CsiHost.Crypto;
using CsiHost.Plugins.Checks;
using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Loading;
using CsiHost.Plugins.Manifests;
using CsiHost.Plugins.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins;

/// <summary>Turns an inspected folder into running plugins: crypto policy first and verified, then the backends in order.</summary>
internal sealed partial class PluginHost(PluginInspection inspection, PluginHostOptions options, PluginServices services)
{
    private readonly ILogger _logger = services.Logging.CreateLogger<PluginHost>();
    private readonly PluginLoader _loader = new(services, options);
    private readonly List<LoadedPlugin> _loaded = [];
    private readonly List<PluginOutcome> _others = [];
    private readonly List<Finding> _findings = [];

    /// <summary>Loads the policy and every selected plugin. Nothing is started yet.</summary>
    /// <exception cref="PluginLoadException">All findings, root causes first.</exception>
    public static Task<PluginCatalog> LoadAsync(
        PluginInspection inspection, PluginHostOptions options, PluginServices services, CancellationToken cancellationToken) =>
        new PluginHost(inspection, options, services).LoadAsync(cancellationToken);

    /// <summary>Loads and verifies the policy alone, for <c>csi-host crypto</c>. The posture may be unsatisfied.</summary>
    /// <exception cref="PluginLoadException">The policy's plugin cannot be loaded.</exception>
    public static async Task<CryptoPosture> VerifyPolicyAsync(
        PluginInspection inspection, PluginHostOptions options, PluginServices services, CancellationToken cancellationToken)
    {
        var host = new PluginHost(inspection, options, services);
        try
        {
            var candidates = inspection.Plugins.Where(plugin => plugin.Manifest?.Kind == PluginKind.CryptoPolicy);
            var findings = candidates.SelectMany(inspection.FindingsOf).ToArray();
            if (findings.Length > 0)
                throw new PluginLoadException(findings);
            return Verify(await host.LoadPolicyAsync(cancellationToken));
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private async Task<PluginCatalog> LoadAsync(CancellationToken cancellationToken)
    {
        _findings.AddRange(inspection.Findings.Concat(UnknownSections()));
        if (inspection.Fatal.Count > 0 || _findings.Count > inspection.Findings.Count)
            throw new PluginLoadException(_findings);
        foreach (var plugin in inspection.Plugins.Except(inspection.LoadOrder))
            Leave(plugin, PluginState.Rejected, inspection.FindingsOf(plugin));
        try
        {
            var policy = await LoadPolicyAsync(cancellationToken);
            var posture = Verify(policy);
            LogPosture(posture.Policy, posture.Module);
            if (!posture.Satisfied)
                throw new PluginLoadException(Unsatisfied(posture));
            await LoadBackendsAsync(policy, cancellationToken);
            LogComposition();
            var runner = new PluginRunner(_loaded, options, services.Time, _logger);
            return new PluginCatalog(inspection, policy, posture, _loaded, _others, Finding.Order(_findings), runner);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task<ICryptoPolicy> LoadPolicyAsync(CancellationToken cancellationToken)
    {
        if (inspection.LoadOrder.FirstOrDefault(plugin => plugin.Manifest!.Kind == PluginKind.CryptoPolicy) is not { } candidate)
            return new DefaultCryptoPolicy();
        var plugin = await _loader.LoadAsync(candidate, required: true, policy: null, cancellationToken);
        _loaded.Add(plugin);
        try
        {
            return plugin.Services.GetRequiredService<ICryptoPolicy>();
        }
        catch (Exception e)
        {
            throw new PluginLoadException([new Finding(Diagnostics.EntryUnusable, candidate.Folder, $"its policy cannot be constructed: {e.Message}")], e);
        }
    }

    /// <summary>A policy that cannot even be asked counts as one that is not met.</summary>
    private static CryptoPosture Verify(ICryptoPolicy policy)
    {
        try
        {
            return policy.Verify();
        }
        catch (Exception e)
        {
            return new CryptoPosture
            {
                Policy = policy.GetType().FullName ?? "",
                Module = "unknown",
                Satisfied = false,
                Evidence = [new CryptoEvidence { Check = "verification", Finding = $"{e.GetType().Name}: {e.Message}", Passed = false }],
            };
        }
    }

    private static IEnumerable<Finding> Unsatisfied(CryptoPosture posture)
    {
        var failed = posture.Evidence.Where(evidence => !evidence.Passed).Select(evidence => $"policy {posture.Policy}: {evidence.Check}: {evidence.Finding}.");
        return failed.DefaultIfEmpty($"policy {posture.Policy} is not satisfied by {posture.Module}.")
            .Select(message => new Finding(Diagnostics.PolicyUnsatisfied, "", message));
    }

    /// <summary>Goes on after a failure, so that one start shows what is wrong with every plugin.</summary>
    private async Task LoadBackendsAsync(ICryptoPolicy policy, CancellationToken cancellationToken)
    {
        var selected = Selected();
        var failed = new List<Finding>();
        foreach (var candidate in inspection.LoadOrder.Where(plugin => plugin.Manifest!.Kind != PluginKind.CryptoPolicy))
        {
            if (!selected.Contains(candidate.Id))
            {
                Leave(candidate, PluginState.Discovered, []);
                continue;
            }

            var required = inspection.IsRequired(candidate);
            var findings = await LoadOneAsync(candidate, required, policy, cancellationToken);
            if (findings.Count == 0)
                continue;
            Leave(candidate, PluginState.Failed, findings);
            _findings.AddRange(findings);
            if (required)
                failed.AddRange(findings);
        }

        if (failed.Count > 0)
            throw new PluginLoadException(_findings);
    }

    private async Task<IReadOnlyList<Finding>> LoadOneAsync(PluginCandidate candidate, bool required, ICryptoPolicy policy, CancellationToken cancellationToken)
    {
        var absent = candidate.Manifest!.Requires.Where(id => !_loaded.Exists(plugin => plugin.Info.Id == id)).ToArray();
        if (absent.Length > 0)
            return [new Finding(Diagnostics.RequirementUnmet, candidate.Folder, $"it requires {string.Join(", ", absent)}, which failed.")];
        var objections = policy.Inspect(candidate.Info, candidate.CodeFiles);
        if (objections.Count > 0)
            return [.. objections.Select(objection => new Finding(Diagnostics.PolicyRefusesPlugin, candidate.Folder, objection))];
        try
        {
            _loaded.Add(await _loader.LoadAsync(candidate, required, policy, cancellationToken));
            return [];
        }
        catch (PluginLoadException e)
        {
            return e.Findings;
        }
    }

    /// <summary>The selected plugins and, step by step, all they require.</summary>
    private HashSet<string> Selected()
    {
        var all = inspection.LoadOrder.ToDictionary(plugin => plugin.Id, StringComparer.Ordinal);
        var open = new Stack<string>(options.Select ?? Wanted());
        var selected = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPop(out var id))
        {
            if (!selected.Add(id) || !all.TryGetValue(id, out var plugin))
                continue;
            foreach (var required in plugin.Manifest!.Requires)
                open.Push(required);
        }

        return selected;
    }

    private HashSet<string> Wanted()
    {
        var plugins = inspection.LoadOrder;
        var isOpen = !options.Drivers.All(name => plugins.Any(plugin => plugin.Manifest!.Drivers.Contains(name)));
        return plugins
            .Where(plugin => options.Drivers.Count == 0 || isOpen || plugin.Manifest!.Drivers.Count == 0 || plugin.Manifest.Drivers.Any(options.Drivers.Contains))
            .Select(plugin => plugin.Id).ToHashSet(StringComparer.Ordinal);
    }

    private IEnumerable<Finding> UnknownSections() => services.Configuration.GetSection("Plugins").GetChildren()
        .Where(section => !inspection.Plugins.Any(plugin => plugin.Id.Equals(section.Key, StringComparison.OrdinalIgnoreCase)))
        .Select(section => new Finding(
            Diagnostics.UnknownSection,
            "",
            $"{section.Path} names no plugin; there are {string.Join(", ", inspection.Plugins.Select(plugin => plugin.Id))}."));

    private void Leave(PluginCandidate candidate, PluginState state, IEnumerable<Finding> findings)
    {
        Finding[] reasons = [.. findings];
        _others.Add(PluginOutcome.Of(candidate, state, reasons));
        foreach (var finding in reasons.Where(_ => !inspection.IsRequired(candidate)))
            LogLeftOut(candidate.Id, finding.ToString());
    }

    private void LogComposition()
    {
        if (inspection.Lock is null)
            LogNoLock(inspection.Directory);
        else
            LogLock(inspection.LockDigest);
        foreach (var outcome in _loaded.Select(plugin => plugin.Outcome))
            LogLoaded(outcome.Id, outcome.Version, outcome.Contract, outcome.Hash, outcome.Elapsed.TotalMilliseconds);
    }

    private async ValueTask DisposeAsync()
    {
        foreach (var plugin in _loaded.AsEnumerable().Reverse())
            await plugin.DisposeAsync();
    }
}
