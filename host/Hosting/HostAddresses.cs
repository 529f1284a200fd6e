using System.Net;

namespace CsiHost.Hosting;

/// <summary>Where a running host can be reached.</summary>
/// <param name="Sockets">The socket of each driver.</param>
/// <param name="Http">The HTTP endpoints, health before metrics.</param>
internal sealed record HostAddresses(IReadOnlyDictionary<string, string> Sockets, IReadOnlyList<EndPoint> Http);
