using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Cli;

/// <summary>One flag: its names, the name of its value (null: it takes none), its line of help and what it does to the options.</summary>
internal sealed record Flag(string Name, string? Value, string Section, string Help, Func<EngineOptions, string, EngineOptions> Apply)
{
    public char? Short { get; init; }
    public bool Repeats { get; init; }

    /// <summary>Flags that cannot stand beside this one.</summary>
    public string[] Conflicts { get; init; } = [];

    /// <summary>The flag that this one is nothing without.</summary>
    public string? Needs { get; init; }
}
