using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsiHost.Abstractions.Errors;
using CsiHost.State;
using Microsoft.Extensions.Logging;

namespace CsiHost.Mounts.Records;

/// <summary>Records as JSON files named by the hash of their path. A file that cannot be read is put aside, never fatal.</summary>
internal sealed partial class PublishStore : IPublishStore, IDisposable
{
    private const string Suffix = ".json";
    private const string QuarantineSuffix = ".bad";
    private readonly string _directory;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, PublishRecord> _records = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Opens the folder and reads what is there.</summary>
    public PublishStore(string directory, ILogger<PublishStore> logger)
    {
        _directory = directory;
        _logger = logger;
        AtomicFile.PrepareFolder(directory);
        foreach (var file in Directory.GetFiles(directory, "*" + Suffix))
            Load(file);
    }

    public IReadOnlyCollection<PublishRecord> All => [.. _records.Values];

    public PublishRecord? Find(string path) => _records.GetValueOrDefault(path);

    public ValueTask WriteAsync(PublishRecord record, CancellationToken cancellationToken) =>
        ChangeAsync(() => Save(record, cancellationToken), cancellationToken);

    public ValueTask UpdateAsync(string path, Func<PublishRecord, PublishRecord> change, CancellationToken cancellationToken) =>
        ChangeAsync(
            () =>
            {
                if (Find(path) is { } record)
                    Save(change(record), cancellationToken);
            },
            cancellationToken);

    public ValueTask RemoveAsync(string path, CancellationToken cancellationToken) => ChangeAsync(
        () =>
        {
            AtomicFile.Delete(_directory, FileName(path));
            _records.TryRemove(path, out _);
        },
        cancellationToken);

    public void Dispose() => _writing.Dispose();

    /// <summary>The file of a path.</summary>
    internal static string FileName(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path))) + Suffix;

    private async ValueTask ChangeAsync(Action change, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await Task.Run(change, CancellationToken.None);
        }
        catch (IOException exception) when (AtomicFile.IsFull(exception))
        {
            throw CsiErrors.ResourceExhausted("the state folder of this node is full", exception);
        }
        finally
        {
            _writing.Release();
        }
    }

    private void Save(PublishRecord record, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(record, PublishRecordJson.Default.PublishRecord);
        AtomicFile.Write(_directory, FileName(record.Path), content, cancellationToken);
        _records[record.Path] = record;
    }

    private void Load(string file)
    {
        try
        {
            var record = PublishRecordReader.Read(File.ReadAllBytes(file));
            if (FileName(record.Path) != Path.GetFileName(file))
                throw new JsonException("the file's name does not fit the path in it");
            _records[record.Path] = record;
        }
        catch (JsonException exception)
        {
            File.Move(file, file + QuarantineSuffix, overwrite: true);
            Log.Quarantined(_logger, file + QuarantineSuffix, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1510, LogLevel.Error, "A mount record cannot be read and was put aside as {File}: {Reason}")]
        public static partial void Quarantined(ILogger logger, string file, string reason);
    }
}
