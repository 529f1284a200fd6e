using CsiHost.Abstractions.Ports;

namespace CsiHost.Processes;

/// <summary>Compares helpers by content; the record's own equality compares lists by reference.</summary>
internal static class HelperSpecification
{
    /// <summary>Whether both describe the same process.</summary>
    public static bool AreSame(HelperProcess left, HelperProcess right) =>
        left.Name == right.Name && left.FileName == right.FileName && left.Restart == right.Restart && left.OutlivesHost == right.OutlivesHost
        && left.Arguments.SequenceEqual(right.Arguments)
        && left.Environment.Count == right.Environment.Count
        && left.Environment.All(pair => right.Environment.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
