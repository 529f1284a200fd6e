namespace CsiHost.StandIns.Kubernetes;

/// <summary>What goes wrong with a request.</summary>
public enum FaultKind
{
    /// <summary>Another status than it deserves; nothing is done.</summary>
    Status,

    /// <summary>The connection is cut before anything is done.</summary>
    Drop,

    /// <summary>No answer ever comes.</summary>
    Hang,

    /// <summary>It is done, and the connection is cut before the answer.</summary>
    DropAnswer,

    /// <summary>The connection is cut within the answer's body.</summary>
    Cut,

    /// <summary>The answer's body stops and never goes on.</summary>
    Stall,

    /// <summary>The answer is this text, with status 200.</summary>
    Text,

    /// <summary>The watch begins with this line.</summary>
    WatchLine,

    /// <summary>The watch sends each event twice.</summary>
    Twice,
}
