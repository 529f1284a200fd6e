using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using CsiHost.Abstractions.Errors;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Certificates;

/// <summary>
/// The certificate of one tunnel, always a valid one: issued anew long before it or the credentials in it end. New connections present the newest;
/// those that are open keep what they were opened with. A renewal that fails is repeated with growing pauses, and the old certificate stays meanwhile.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A cancellation source without timer or links holds nothing to dispose.")]
internal sealed partial class RenewedCertificate(
    CertificateIssuer issuer, CertificateOrder order, TimeSpan interval, Func<IssuedCertificate, ValueTask>? onIssued, TimeProvider time, ILogger logger)
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SslStreamCertificateContext? _current;
    private CertificateOrder _order = order;
    private IssuedCertificate? _issued;
    private Task _loop = Task.CompletedTask;

    /// <summary>When the newest was issued; null before the first.</summary>
    public DateTimeOffset? IssuedAt => _issued?.IssuedAt;

    public long Renewals { get; private set; }

    public long Failures { get; private set; }

    /// <summary>Issues the first certificate and goes on renewing it.</summary>
    /// <exception cref="CsiException">The first cannot be issued; nothing goes on.</exception>
    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        await IssueAsync(cancellationToken);
        _loop = RenewAsync();
    }

    /// <summary>Starts without a certificate, for a tunnel that must listen whether or not credentials can be had now.</summary>
    public void StartInBackground() => _loop = RenewAsync();

    /// <summary>The newest certificate; waits for the first.</summary>
    public async ValueTask<SslStreamCertificateContext> GetAsync(CancellationToken cancellationToken)
    {
        if (_current is null)
            await _first.Task.WaitAsync(cancellationToken);
        return _current!;
    }

    /// <summary>Ends the renewals.</summary>
    public async ValueTask StopAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
    }

    private async Task RenewAsync()
    {
        var failures = 0;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (_issued is not null || failures > 0)
                    await Task.Delay(Pause(failures), time, _stopping.Token);
                await IssueAsync(_stopping.Token);
                failures = 0;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                failures++;
                Failures++;
                Log.Failed(logger, _order.Subject.FileSystemId, _order.Subject.CommonName, failures, exception);
            }
        }
    }

    private TimeSpan Pause(int failures)
    {
        // Spreads load; nothing depends on its being hard to guess.
#pragma warning disable CA5394
        var random = Random.Shared.NextDouble();
#pragma warning restore CA5394
        return failures > 0
            ? RenewalSchedule.AfterFailure(failures, random)
            : RenewalSchedule.AfterSuccess(interval, _issued!.CredentialsLeft, random);
    }

    private async ValueTask IssueAsync(CancellationToken cancellationToken)
    {
        var issued = await issuer.IssueAsync(_order, cancellationToken);
        // Offline: the certificate is its own issuer, there is nothing to fetch.
        _current = SslStreamCertificateContext.Create(issued.Certificate, additionalCertificates: null, offline: true);
        _order = _order with { CredentialsMethod = issued.CredentialsMethod };
        if (_issued is not null)
            Renewals++;
        _issued = issued;
        _first.TrySetResult();
        Log.Issued(logger, _order.Subject.FileSystemId, issued.Certificate.NotAfter, issued.CredentialsMethod ?? "none");
        if (onIssued is not null)
            await onIssued(issued);
    }

    private static partial class Log
    {
        [LoggerMessage(3000, LogLevel.Debug, "Issued a client certificate for {FileSystem}, valid until {NotAfter:u}, credentials: {Method}")]
        public static partial void Issued(ILogger logger, string fileSystem, DateTime notAfter, string method);

        [LoggerMessage(3001, LogLevel.Warning, "The client certificate for {FileSystem} ({Name}) cannot be renewed, attempt {Attempt}; the old one stays in use")]
        public static partial void Failed(ILogger logger, string fileSystem, string name, int attempt, Exception exception);
    }
}
