using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CsiHost.Telemetry.Export;

/// <summary>Listens to the meters of the host and its plugins (<c>CsiHost</c> and everything below it) and keeps their sums.</summary>
internal sealed class MetricStore : IDisposable
{
    private const string MeterRoot = "CsiHost";

    private readonly ConcurrentDictionary<Instrument, InstrumentData> _instruments = new();
    private readonly MeterListener _listener = new();
    private readonly Lock _collecting = new();
    private long _generation;

    public MetricStore(Func<Instrument, bool>? isWanted = null)
    {
        isWanted ??= static instrument => IsOurs(instrument.Meter.Name);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (isWanted(instrument))
                listener.EnableMeasurementEvents(instrument, _instruments.GetOrAdd(instrument, static key => new InstrumentData(key)));
        };
        _listener.MeasurementsCompleted = (instrument, _) => _instruments.TryRemove(instrument, out var _);
        Listen<byte>(static value => value);
        Listen<short>(static value => value);
        Listen<int>(static value => value);
        Listen<long>(static value => value);
        Listen<float>(static value => value);
        Listen<double>(static value => value);
        Listen<decimal>(static value => (double)value);
        _listener.Start();
    }

    public static bool IsOurs(string meter) => meter == MeterRoot || meter.StartsWith(MeterRoot + ".", StringComparison.Ordinal);

    /// <summary>Asks the observable instruments, and gives every family: the instruments that share a name.</summary>
    public IReadOnlyList<MetricFamily> Collect()
    {
        lock (_collecting)
        {
            _generation++;
            _listener.RecordObservableInstruments();
            return [.. _instruments.Values
                .GroupBy(static data => data.Name, StringComparer.Ordinal)
                .OrderBy(static group => group.Key, StringComparer.Ordinal)
                .Select(group => MetricFamily.Of([.. group], _generation))];
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Listen<T>(Func<T, double> convert)
        where T : struct =>
        _listener.SetMeasurementEventCallback<T>((_, value, tags, state) => ((InstrumentData)state!).Measure(convert(value), tags, _generation));
}
