using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Certificates;

/// <summary>
/// The node's one client key, in the file that efs-utils uses too, so that tunnels of either keep their key over an upgrade or its way back. It is
/// RSA: keys of other kinds are not known to be accepted by the service, and elliptic-curve keys are not made inside the FIPS provider.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The key lives as long as the process.")]
internal sealed class ClientKey(string path)
{
    private const int Bits = 3072;
    private const UnixFileMode OwnerRead = UnixFileMode.UserRead;
    private readonly Lock _gate = new();
    private Task<RSA>? _key;

    /// <summary>Where it is kept.</summary>
    public string Path => path;

    /// <summary>The key: read, or made (which takes up to seconds) and stored, once. A failure is tried again by the next call.</summary>
    /// <exception cref="CsiException">The file holds no RSA key, or cannot be read or written (FailedPrecondition).</exception>
    public Task<RSA> GetAsync()
    {
        lock (_gate)
        {
            if (_key is null or { IsFaulted: true })
                _key = Task.Run(ReadOrMake);
            return _key;
        }
    }

    private RSA ReadOrMake()
    {
        try
        {
            return Read() ?? Make();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CsiException(CsiErrorKind.FailedPrecondition, $"the client key {path} cannot be read or written: {exception.Message}", exception);
        }
    }

    /// <summary>Null when there is none; an empty file is what an interrupted writer left.</summary>
    private RSA? Read()
    {
        if (!File.Exists(path))
            return null;
        var text = File.ReadAllText(path);
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(text);
            return key;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new CsiException(
                CsiErrorKind.FailedPrecondition, $"{path} does not hold an RSA private key in PEM; move it away and a new one is made", exception);
        }
    }

    private RSA Make()
    {
        var key = RSA.Create(Bits);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerRead | UnixFileMode.UserWrite };
        using (var writer = new StreamWriter(temporary, options))
            writer.Write(key.ExportPkcs8PrivateKeyPem() + "\n");
        File.SetUnixFileMode(temporary, OwnerRead);
        File.Move(temporary, path, overwrite: true);
        return key;
    }
}
