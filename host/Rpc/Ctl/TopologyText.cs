using CsiHost.Rpc.Proto;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace CsiHost.Rpc.Ctl;

/// <summary>Reads <c>key=value[,key=value]</c>.</summary>
internal static class TopologyText
{
    public static IMessage Parse(string text)
    {
        var topology = new Topology();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
                throw new CtlValueException($"--topology '{text}' is no key=value list");
            topology.Segments[part[..at]] = part[(at + 1)..];
        }

        return topology;
    }

    public static void AddTo(IMessage request, FieldDescriptor field, string text)
    {
        var requirement = (TopologyRequirement?)field.Accessor.GetValue(request) ?? new TopologyRequirement();
        var topology = (Topology)Parse(text);
        requirement.Requisite.Add(topology);
        requirement.Preferred.Add(topology);
        field.Accessor.SetValue(request, requirement);
    }
}
