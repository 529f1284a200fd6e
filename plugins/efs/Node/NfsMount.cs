using System.Text.Json;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Mounts;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>An NFS mount as data that is recorded: all that it takes to make it, but the port of its tunnel, which the tunnel knows.</summary>
internal sealed record NfsMount
{
    /// <summary>The kind of the mount step that makes it.</summary>
    public const string StepKind = "efs-nfs";

    private const string DataKey = "mount";

    /// <summary>The mount point, which also names the tunnel.</summary>
    public required string Target { get; init; }

    /// <summary>The path in the file system, from its root.</summary>
    public required string Path { get; init; }

    /// <summary>What the mount table shows as the server; null for a mount through the tunnel of <see cref="Target"/>.</summary>
    public string? Server { get; init; }

    /// <summary>The address of <see cref="Server"/>.</summary>
    public string? Address { get; init; }

    /// <summary>The final options without port and address.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>A network namespace file in which it is mounted; null for the host's own.</summary>
    public string? NetworkNamespace { get; init; }

    /// <summary>How often it is tried.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>How long one attempt may take, where it can be ended.</summary>
    public TimeSpan AttemptLimit { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether a refusal is tried again: an access point that was just made may not be known everywhere yet.</summary>
    public bool RetriesRefusal { get; init; }

    /// <summary>Whether the kernel's read-ahead is raised to what the file system is good for.</summary>
    public bool RaisesReadAhead { get; init; }

    /// <summary>Reads a step back.</summary>
    /// <exception cref="CsiException">The step does not hold a mount (FailedPrecondition).</exception>
    public static NfsMount From(CustomStep step)
    {
        try
        {
            if (step.Data.TryGetValue(DataKey, out var json) && JsonSerializer.Deserialize(json, NfsMountJson.Default.NfsMount) is { } mount)
                return mount;
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw CsiErrors.FailedPrecondition("the recorded NFS mount cannot be read; unmount the volume by hand and let the pod mount it anew");
    }

    public CustomStep ToStep() => new()
    {
        Kind = StepKind,
        Data = new Dictionary<string, string> { [DataKey] = JsonSerializer.Serialize(this, NfsMountJson.Default.NfsMount) },
    };
}
