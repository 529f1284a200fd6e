using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Aws;

/// <summary>The meters of AWS calls, per attempt and under upstream's names, and the log lines that belong to them.</summary>
internal sealed partial class AwsMetrics
{
    private static readonly double[] Buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _throttles;

    public AwsMetrics(IMeterFactory meters, TimeProvider time, ILogger<AwsMetrics> logger)
    {
        (_time, _logger) = (time, logger);
        var meter = meters.Create("CsiHost.Plugins.Efs");
        _duration = meter.CreateHistogram(
            "aws_efs_csi_api_request_duration_seconds", "s", "Time of one attempt of an AWS API request",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });
        _errors = meter.CreateCounter<long>("aws_efs_csi_api_request_errors_total", null, "Attempts of AWS API requests that failed, by error code");
        _throttles = meter.CreateCounter<long>("aws_efs_csi_api_request_throttles_total", null, "Attempts of AWS API requests that were throttled");
    }

    public long Start() => _time.GetTimestamp();

    public void Ended(string service, string operation, long start) =>
        _duration.Record(_time.GetElapsedTime(start).TotalSeconds, new("request", operation), new("service", service));

    /// <summary>A throttle counts as a throttle only, as upstream has it.</summary>
    public void Failed(string service, string operation, string code)
    {
        if (AwsErrorCodes.IsThrottling(code))
        {
            _throttles.Add(1, new("request", operation), new KeyValuePair<string, object?>("service", service));
            LogThrottled(_logger, service, operation, code);
            return;
        }
        _errors.Add(1, new("code", code), new("request", operation), new("service", service));
        LogFailed(_logger, service, operation, code);
    }

    [LoggerMessage(1001, LogLevel.Debug, "AWS throttled {Operation} of {Service}: {Code}")]
    private static partial void LogThrottled(ILogger logger, string service, string operation, string code);

    // Not an error of ours yet: what it means for a call is decided, and logged, where the call ends.
    [LoggerMessage(1002, LogLevel.Information, "AWS refused {Operation} of {Service}: {Code}")]
    private static partial void LogFailed(ILogger logger, string service, string operation, string code);
}
