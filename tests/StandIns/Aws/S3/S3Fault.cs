namespace CsiHost.StandIns.Aws.S3;

/// <summary>What goes wrong with a request.</summary>
public sealed record S3Fault
{
    public int Status { get; init; } = 500;

    /// <summary>The error's code; nothing is done then.</summary>
    public string Code { get; init; } = "";

    /// <summary>The connection is cut before anything is done.</summary>
    public bool LosesRequest { get; init; }

    /// <summary>It is done, and the connection is cut before the answer.</summary>
    public bool LosesAnswer { get; init; }

    public static S3Fault Error(int status, string code) => new() { Status = status, Code = code };
}
