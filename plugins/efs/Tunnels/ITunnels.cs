namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>
/// The tunnels of this node, one a target path. An open tunnel is recorded with its port before it is relied on, so the next process brings it back
/// on the same port in the same network namespace; otherwise a hard mount would hang for ever.
/// </summary>
internal interface ITunnels
{
    /// <summary>
    /// Opens the tunnel of <see cref="TunnelRequest.Target"/> and returns once it accepts connections. A tunnel that is open with an equal
    /// request stays; one with another request is closed first.
    /// </summary>
    /// <returns>The port on 127.0.0.1.</returns>
    /// <exception cref="Abstractions.Errors.CsiException">
    /// No port is free (ResourceExhausted), no credentials (Unauthenticated), a file is missing (FailedPrecondition). Nothing is left behind.
    /// </exception>
    ValueTask<int> OpenAsync(TunnelRequest request, CancellationToken cancellationToken);

    /// <summary>Closes the tunnel of a target at once and forgets it. None is no error.</summary>
    ValueTask CloseAsync(string target, CancellationToken cancellationToken);

    /// <summary>The port of a target's tunnel; null when it has none. Does no I/O.</summary>
    int? FindPort(string target);
}
