namespace CsiHost.StandIns.Aws;

/// <summary>What goes wrong with a request.</summary>
public sealed record AwsFault
{
    public int Status { get; init; } = 400;

    public string Code { get; init; } = "";

    public string Message { get; init; } = "made to fail by the test";

    /// <summary>How often; null is always.</summary>
    public int? Times { get; init; } = 1;

    /// <summary>How many requests pass before it begins.</summary>
    public int After { get; init; }

    /// <summary>The request has its effect, and the connection is cut instead of an answer.</summary>
    public bool LosesAnswer { get; init; }

    /// <summary>The connection is cut before the request has an effect.</summary>
    public bool Cuts { get; init; }

    /// <summary>The request waits until <see cref="AwsFaults.Release"/>, then goes on as if nothing had been.</summary>
    public bool Hangs { get; init; }
}
