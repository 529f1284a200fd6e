using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsiHost.Abstractions.Ports;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Tunnels.State;

/// <summary>The stored tunnels, a document each, found by the mount point.</summary>
internal sealed partial class TunnelRecords(IStateStore store, ILogger<TunnelRecords> logger)
{
    private const string Prefix = "tunnel-";
    private const int HashDigits = 32;

    /// <summary>All that can be read; others are told of and left.</summary>
    public async ValueTask<IReadOnlyList<TunnelRecord>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var records = new List<TunnelRecord>();
        foreach (var name in await store.ListAsync(cancellationToken))
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && await ReadAsync(name, cancellationToken) is { } record)
                records.Add(record);
        }

        return records;
    }

    public ValueTask WriteAsync(TunnelRecord record, CancellationToken cancellationToken) => store.WriteAsync(
        NameOf(record.Request.Target), JsonSerializer.SerializeToUtf8Bytes(record, TunnelRecordJson.Default.TunnelRecord), cancellationToken);

    public ValueTask DeleteAsync(string target, CancellationToken cancellationToken) => store.DeleteAsync(NameOf(target), cancellationToken);

    private static string NameOf(string target) =>
        $"{Prefix}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target)))[..HashDigits]}.json";

    private async ValueTask<TunnelRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(name, cancellationToken) is not { } content)
            return null;
        try
        {
            var record = JsonSerializer.Deserialize(content, TunnelRecordJson.Default.TunnelRecord);
            if (record?.Version == TunnelRecord.CurrentVersion)
                return record;
            Log.Unreadable(logger, name, $"version {record?.Version} is not known");
        }
        catch (JsonException exception)
        {
            Log.Unreadable(logger, name, exception.Message);
        }

        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(3030, LogLevel.Error, "The stored tunnel {Name} cannot be read and is left alone: {Reason}")]
        public static partial void Unreadable(ILogger logger, string name, string reason);
    }
}
