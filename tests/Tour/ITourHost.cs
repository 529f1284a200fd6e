namespace CsiHost.Tour;

/// <summary>The host process under tour.</summary>
internal interface ITourHost
{
    /// <summary>Starts it and returns once every socket answers Probe.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>SIGKILL.</summary>
    Task KillAsync();
}
