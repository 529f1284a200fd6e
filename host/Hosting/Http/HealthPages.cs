using CsiHost.Rpc;
using CsiHost.Rpc.Client;

namespace CsiHost.Hosting.Http;

/// <summary>
/// <c>/healthz</c> and <c>/readyz</c>: like the livenessprobe sidecar they ask each driver's Probe over its own socket, so a socket that is
/// gone or a server that is stuck shows. A driver that is still starting is alive but not ready.
/// </summary>
internal sealed class HealthPages(IReadOnlyDictionary<string, CsiEndpoint> drivers, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public ValueTask<HttpReply> HealthAsync(CancellationToken cancellationToken) =>
        AnswerAsync(static answer => answer.IsHealthy, cancellationToken);

    public ValueTask<HttpReply> ReadyAsync(CancellationToken cancellationToken) =>
        AnswerAsync(static answer => answer is { IsHealthy: true, IsReady: true }, cancellationToken);

    private async ValueTask<HttpReply> AnswerAsync(Func<ProbeAnswer, bool> isGood, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(drivers.Select(async driver =>
            (Name: driver.Key, Answer: await SocketProbe.AskAsync(driver.Value, Limit, time, cancellationToken))));
        var problems = answers.Where(pair => !isGood(pair.Answer))
            .OrderBy(static pair => pair.Name, StringComparer.Ordinal)
            .Select(static pair => $"{pair.Name}: {pair.Answer.Reason}\n")
            .ToArray();
        return problems.Length == 0 ? new HttpReply(200, "ok") : new HttpReply(500, string.Concat(problems));
    }
}
