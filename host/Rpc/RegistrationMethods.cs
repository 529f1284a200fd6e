using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;

namespace CsiHost.Rpc;

/// <summary>The methods of <c>pluginregistration.Registration</c>, which kubelet calls.</summary>
internal static class RegistrationMethods
{
    public static readonly UnaryMethodDescriptor<InfoRequest, PluginInfo> GetInfo =
        new("/pluginregistration.Registration/GetInfo", InfoRequest.Parser, PluginInfo.Parser);

    public static readonly UnaryMethodDescriptor<RegistrationStatus, RegistrationStatusResponse> NotifyRegistrationStatus =
        new("/pluginregistration.Registration/NotifyRegistrationStatus", RegistrationStatus.Parser, RegistrationStatusResponse.Parser);
}
