using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;

namespace CsiHost.Rpc;

/// <summary>The methods of <c>csi.v1.Identity</c>, for server and client alike. Served on every socket.</summary>
internal static class IdentityMethods
{
    public static readonly UnaryMethodDescriptor<GetPluginInfoRequest, GetPluginInfoResponse> GetPluginInfo =
        new("/csi.v1.Identity/GetPluginInfo", GetPluginInfoRequest.Parser, GetPluginInfoResponse.Parser);

    public static readonly UnaryMethodDescriptor<GetPluginCapabilitiesRequest, GetPluginCapabilitiesResponse> GetPluginCapabilities =
        new("/csi.v1.Identity/GetPluginCapabilities", GetPluginCapabilitiesRequest.Parser, GetPluginCapabilitiesResponse.Parser);

    public static readonly UnaryMethodDescriptor<ProbeRequest, ProbeResponse> Probe =
        new("/csi.v1.Identity/Probe", ProbeRequest.Parser, ProbeResponse.Parser);
}
