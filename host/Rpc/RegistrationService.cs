using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;

namespace CsiHost.Rpc;

/// <summary>
/// What the kubelet asks on a registration socket. <paramref name="onStatus"/> hears how the registration went: null for well, else the kubelet's
/// words. It may be told more than once, as the kubelet tries again.
/// </summary>
internal sealed class RegistrationService(Registration registration, Action<string?> onStatus)
{
    private const string PluginType = "CSIPlugin";

    public UnaryMethod[] Methods => [RegistrationMethods.GetInfo.Bind(GetInfo), RegistrationMethods.NotifyRegistrationStatus.Bind(Notify)];

    private ValueTask<PluginInfo> GetInfo(InfoRequest request, WireCall call, CancellationToken cancellationToken)
    {
        var info = new PluginInfo { Type = PluginType, Name = registration.DriverName, Endpoint = registration.Endpoint };
        info.SupportedVersions.Add(registration.Versions);
        return ValueTask.FromResult(info);
    }

    private ValueTask<RegistrationStatusResponse> Notify(RegistrationStatus request, WireCall call, CancellationToken cancellationToken)
    {
        onStatus(request.PluginRegistered ? null : Reason(request.Error));
        return ValueTask.FromResult(new RegistrationStatusResponse());
    }

    private static string Reason(string error) => error.Length > 0 ? error : "the kubelet gave no reason";
}
