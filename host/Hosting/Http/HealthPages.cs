using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Models;
using CsiHost.Rpc;
using CsiHost.Rpc.Client;

namespace CsiHost.Hosting.Http;

/// <summary>
/// <c>/healthz</c> and <c>/readyz</c>: like the livenessprobe sidecar they ask each driver's Probe over its own socket, so a socket that is
/// gone or a server that is stuck shows. A driver that is still starting is alive but not ready. A plugin's service that belongs to no driver, such as a
/// controller, is asked directly.
/// </summary>
internal sealed class HealthPages(IReadOnlyDictionary<string, CsiEndpoint> drivers, TimeProvider time, IReadOnlyList<(string Plugin, IReadiness Service)>? services = null)
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
        var reports = await Task.WhenAll((services ?? []).Select(async service =>
            (Name: service.Plugin, Answer: await AskAsync(service.Service, cancellationToken))));
        var problems = answers.Concat(reports).Where(pair => !isGood(pair.Answer))
            .OrderBy(static pair => pair.Name, StringComparer.Ordinal)
            .Select(static pair => $"{pair.Name}: {pair.Answer.Reason}\n")
            .ToArray();
        return problems.Length == 0 ? new HttpReply(200, "ok") : new HttpReply(500, string.Concat(problems));
    }

    private async Task<ProbeAnswer> AskAsync(IReadiness service, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var report = await service.CheckAsync(both.Token).AsTask().WaitAsync(both.Token);
            return new ProbeAnswer(report.State != ReadinessState.Unhealthy, report.State == ReadinessState.Ready, report.Reason);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeAnswer(false, false, limit.IsCancellationRequested ? "no answer in time" : e.Message);
        }
    }
}
