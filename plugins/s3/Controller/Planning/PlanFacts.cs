namespace CsiHost.Plugins.S3.Controller.Planning;

/// <summary>What a decision needs beside the state of the cluster. Ages are by this process's own clock: the server's times are never compared with it.</summary>
internal sealed record PlanFacts
{
    public required string DriverVersion { get; init; }

    /// <summary>Written into new attachments, and used for nothing else.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How long each id of <see cref="Absentees"/> has been seen to be absent.</summary>
    public IReadOnlyDictionary<string, TimeSpan> AbsentFor { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>How long to wait before a Mountpoint Pod is replaced in this unit; zero when it may be done at once.</summary>
    public TimeSpan ReplacementDelay { get; init; }
}
