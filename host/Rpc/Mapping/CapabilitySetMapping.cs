using CsiHost.Drivers;
using CsiHost.Rpc.Proto;

namespace CsiHost.Rpc.Mapping;

/// <summary>What a driver advertises, as the answers to the three capability calls. Loops, not queries: this runs while the host starts.</summary>
internal static class CapabilitySetMapping
{
    public static GetPluginCapabilitiesResponse ToPluginMessage(this CapabilitySet set)
    {
        var message = new GetPluginCapabilitiesResponse();
        foreach (var capability in set.Plugin)
        {
            var type = (Proto.PluginCapability.Types.Service.Types.Type)(int)capability;
            message.Capabilities.Add(new Proto.PluginCapability { Service = new Proto.PluginCapability.Types.Service { Type = type } });
        }
        foreach (var capability in set.Expansion)
        {
            var type = (Proto.PluginCapability.Types.VolumeExpansion.Types.Type)(int)capability;
            message.Capabilities.Add(
                new Proto.PluginCapability { VolumeExpansion = new Proto.PluginCapability.Types.VolumeExpansion { Type = type } });
        }
        return message;
    }

    public static ControllerGetCapabilitiesResponse ToControllerMessage(this CapabilitySet set)
    {
        var message = new ControllerGetCapabilitiesResponse();
        foreach (var capability in set.Controller)
        {
            var type = (ControllerServiceCapability.Types.RPC.Types.Type)(int)capability;
            message.Capabilities.Add(new ControllerServiceCapability { Rpc = new ControllerServiceCapability.Types.RPC { Type = type } });
        }
        return message;
    }

    public static NodeGetCapabilitiesResponse ToNodeMessage(this CapabilitySet set)
    {
        var message = new NodeGetCapabilitiesResponse();
        foreach (var capability in set.Node)
        {
            var type = (NodeServiceCapability.Types.RPC.Types.Type)(int)capability;
            message.Capabilities.Add(new NodeServiceCapability { Rpc = new NodeServiceCapability.Types.RPC { Type = type } });
        }
        return message;
    }
}
