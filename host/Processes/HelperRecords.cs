using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;
using CsiHost.State;

namespace CsiHost.Processes;

/// <summary>The records of one plugin's helpers and the logs of those that outlive the host, in a folder.</summary>
internal sealed class HelperRecords
{
    private const string Suffix = ".json";
    private readonly string _directory;

    public HelperRecords(string directory)
    {
        AtomicFile.PrepareFolder(directory);
        _directory = directory;
    }

    /// <summary>All records that can be read; others are put aside.</summary>
    public IReadOnlyList<HelperRecord> Load()
    {
        var records = new List<HelperRecord>();
        foreach (var file in Directory.GetFiles(_directory, "*" + Suffix))
        {
            if (Read(file) is { } record)
                records.Add(record);
            else
                File.Move(file, file + ".bad", overwrite: true);
        }

        return records;
    }

    /// <exception cref="CsiException">The disk is full (ResourceExhausted).</exception>
    public void Save(HelperRecord record)
    {
        try
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(record, HelperRecordJson.Default.HelperRecord);
            AtomicFile.Write(_directory, FileName(record.Helper.Name) + Suffix, content, CancellationToken.None);
        }
        catch (IOException exception) when (AtomicFile.IsFull(exception))
        {
            throw CsiErrors.ResourceExhausted($"the state folder of this node is full; helper '{record.Helper.Name}' was not started", exception);
        }
    }

    public void Delete(string name) => AtomicFile.Delete(_directory, FileName(name) + Suffix);

    /// <summary>Where a helper that outlives the host writes its output.</summary>
    public string LogPath(string name) => Path.Combine(_directory, FileName(name) + ".log");

    private static HelperRecord? Read(string file)
    {
        try
        {
            if (JsonNode.Parse(File.ReadAllBytes(file)) is not JsonObject text)
                return null;
            if (text["helper"] is JsonObject helper)
                JsonDefaults.Fill(helper, new HelperProcess { Name = "", FileName = "" }, HelperRecordJson.Default.HelperProcess);
            var record = text.Deserialize(HelperRecordJson.Default.HelperRecord);
            return record?.Version == HelperRecord.CurrentVersion ? record : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    // Names are free text, such as mount sources.
    private static string FileName(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
