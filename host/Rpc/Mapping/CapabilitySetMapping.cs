using CsiHost.Drivers;
using CsiHost.Rpc.Proto;

namespace CsiHost.Rpc.Mapping;

/// <summary>What a driver advertises, as the answers to the three capability calls.</summary>
internal static class CapabilitySetMapping
{
    public static GetPluginCapabilitiesResponse ToPluginMessage(this CapabilitySet set)
    {
        var message = new GetPluginCapabilitiesResponse();
        message.Capabilities.AddRange(set.Plugin.Select(capability => new Proto.PluginCapability
        {
            Service = new Proto.PluginCapability.Types.Service { Type = (Proto.PluginCapability.Types.Service.Types.Type)(int)capability },
        }));
        message.Capabilities.AddRange(set.Expansion.Select(capability => new Proto.PluginCapability
        {
            VolumeExpansion = new Proto.PluginCapability.Types.VolumeExpansion
            {
                Type = (Proto.PluginCapability.Types.VolumeExpansion.Types.Type)(int)capability,
            },
        }));
        return message;
    }

    public static ControllerGetCapabilitiesResponse ToControllerMessage(this CapabilitySet set)
    {
        var message = new ControllerGetCapabilitiesResponse();
        message.Capabilities.AddRange(set.Controller.Select(capability => new ControllerServiceCapability
        {
            Rpc = new ControllerServiceCapability.Types.RPC { Type = (ControllerServiceCapability.Types.RPC.Types.Type)(int)capability },
        }));
        return message;
    }

    public static NodeGetCapabilitiesResponse ToNodeMessage(this CapabilitySet set)
    {
        var message = new NodeGetCapabilitiesResponse();
        message.Capabilities.AddRange(set.Node.Select(capability => new NodeServiceCapability
        {
            Rpc = new NodeServiceCapability.Types.RPC { Type = (NodeServiceCapability.Types.RPC.Types.Type)(int)capability },
        }));
        return message;
    }
}
