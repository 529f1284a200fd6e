namespace CsiHost.Abstractions.Models;

/// <summary>A backend's state as Probe tells it.</summary>
public enum ReadinessState
{
    /// <summary>Serving.</summary>
    Ready = 0,

    /// <summary>Healthy but not done starting: Probe answers <c>ready=false</c>.</summary>
    Starting = 1,

    /// <summary>Broken or without a dependency: Probe answers FAILED_PRECONDITION, and the container is restarted.</summary>
    Unhealthy = 2,
}
