namespace CsiHost.StandIns.Kubernetes;

/// <summary>A fault to inject: <c>standIn.Faults.Add(Fault.Status(503) with { When = r => r.Verb == "list", Times = 3 })</c>.</summary>
public sealed record Fault
{
    public required FaultKind Kind { get; init; }

    /// <summary>Which requests it can hit.</summary>
    public Func<RequestRecord, bool> When { get; init; } = _ => true;

    /// <summary>How many requests it hits.</summary>
    public int Times { get; init; } = 1;

    public int Code { get; init; }

    /// <summary>The value of Retry-After.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Bytes of the body that still arrive.</summary>
    public int Bytes { get; init; }

    /// <summary>The text or line; for a status, a body in place of a Status object.</summary>
    public string Body { get; init; } = "";

    public static Fault Status(int code, string? retryAfter = null) => new() { Kind = FaultKind.Status, Code = code, RetryAfter = retryAfter };

    public static Fault Drop() => new() { Kind = FaultKind.Drop };

    public static Fault Hang() => new() { Kind = FaultKind.Hang };

    public static Fault DropAnswer() => new() { Kind = FaultKind.DropAnswer };

    public static Fault CutAfter(int bytes) => new() { Kind = FaultKind.Cut, Bytes = bytes };

    public static Fault StallAfter(int bytes) => new() { Kind = FaultKind.Stall, Bytes = bytes };

    public static Fault Text(string body) => new() { Kind = FaultKind.Text, Body = body };

    public static Fault WatchLine(string line) => new() { Kind = FaultKind.WatchLine, Body = line };

    public static Fault Twice() => new() { Kind = FaultKind.Twice };
}
