using System.Text.Json;
using CsiHost.Plugins.Efs.Mounting;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Tests.Mounting;

/// <summary>One row: a publish request on a node of us-east-1b.</summary>
public sealed class PublishCase(string volumeId)
{
    public string VolumeId => volumeId;

    public Dictionary<string, string> Context { get; } = [];

    public string[] Flags { get; init; } = [];

    public bool ReadOnly { get; init; }

    public long Memory { get; init; }

    public override string ToString() =>
        $"{volumeId} {string.Join(' ', Flags)} {JsonSerializer.Serialize(Context)}{(ReadOnly ? " ro" : "")} {Memory}";

    internal OptionList Assemble() => PublishOptions.Assemble(
        VolumeHandle.Parse(volumeId, out _)!, VolumeAttributes.Parse(Context), ReadOnly, Flags, "us-east-1b", Memory);
}
