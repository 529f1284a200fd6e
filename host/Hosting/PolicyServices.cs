using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Ports;
using CsiHost.Crypto;
using CsiHost.Hosting.Configuration;
using CsiHost.Kubernetes;
using CsiHost.Mounts;
using CsiHost.Processes;
using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting;

/// <summary>What reaches out of the process - HTTP, child processes, mounts - and therefore exists only once the crypto policy is verified.</summary>
internal sealed class PolicyServices
{
    private const string HostProcesses = "";
    private static readonly TimeSpan LeaseRetry = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, ProcessSupervisor> _processes = new(StringComparer.Ordinal);
    private readonly HostRuntime _runtime;
    private readonly ICryptoPolicy _policy;
    private readonly StopStack _stop;
    private readonly MountOptions _options;

    public PolicyServices(HostRuntime runtime, ICryptoPolicy policy, StopStack stop)
    {
        _runtime = runtime;
        _policy = policy;
        _stop = stop;
        _options = new MountOptions { StateDirectory = new AbsolutePath(runtime.Settings.Host.StateDirectory), KubeletRoot = runtime.Settings.Host.KubeletRoot };
        HttpClients = new PolicyHttpClientFactory(new PolicyHttpHandlerFactory(policy));
        stop.Push("HTTP clients", HttpClients);
        Kubernetes = CreateKubernetes();
        LeaderElection = new LeaderElection(
            Kubernetes, $"{Environment.MachineName}_{Guid.NewGuid()}", new LeaseTimings { RetryPeriod = LeaseRetry }, runtime.Time, runtime.Loggers.CreateLogger<LeaderElection>());
        Mounts = new MountServices(_options, ProcessesOf(HostProcesses), runtime.Time, runtime.Loggers);
        stop.Push("mount records", Mounts);
    }

    public PolicyHttpClientFactory HttpClients { get; }

    public IKubernetesApi Kubernetes { get; }

    /// <summary>One identity a process: the name says where it runs, the rest makes it unique.</summary>
    public ILeaderElection LeaderElection { get; }

    public MountServices Mounts { get; }

    public string StateFolder(params string[] names) => Path.Combine([_runtime.Settings.Host.StateDirectory, .. names]);

    /// <summary>The child processes of a plugin.</summary>
    public ProcessSupervisor ProcessesOf(string plugin)
    {
        if (_processes.TryGetValue(plugin, out var known))
            return known;
        var folder = plugin == HostProcesses ? StateFolder("processes") : StateFolder("plugins", plugin, "processes");
        var supervisor = new ProcessSupervisor(folder, _options.BootId, () => _policy.ChildEnvironment, _runtime.Time, _runtime.Loggers.CreateLogger<ProcessSupervisor>());
        _stop.Push($"child processes of {(plugin == HostProcesses ? "the host" : plugin)}", supervisor);
        return _processes[plugin] = supervisor;
    }

    public async Task AdoptProcessesAsync(CancellationToken cancellationToken)
    {
        foreach (var supervisor in _processes.Values)
            await supervisor.AdoptAsync(cancellationToken);
    }

    private IKubernetesApi CreateKubernetes()
    {
        try
        {
            var environment = _runtime.Environment;
            var options = KubernetesApiOptions.InCluster(
                environment.GetValueOrDefault("KUBERNETES_SERVICE_HOST"), environment.GetValueOrDefault("KUBERNETES_SERVICE_PORT"),
                _runtime.Settings.Host.ServiceAccountDirectory);
            if (options is null)
                return KubernetesApi.Unavailable;
            var api = new KubernetesApi(options, _policy, _runtime.Time, _runtime.Loggers.CreateLogger<KubernetesApi>());
            _stop.Push("Kubernetes API", api);
            return api;
        }
        catch (ArgumentException e)
        {
            throw new ConfigurationException([e.Message]);
        }
    }
}
