namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>Files with one token. They are read for each request, since they are renewed.</summary>
internal static class TokenFile
{
    private const int MaxBytes = 64 * 1024;

    /// <exception cref="CredentialException">It cannot be read, is empty, or holds more than one line.</exception>
    public static async ValueTask<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
                throw new CredentialException($"the token file {path} is larger than {MaxBytes} bytes");
            text = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CredentialException($"the token file {path} cannot be read ({exception.Message})", exception);
        }

        return text.Length > 0 && !text.Any(char.IsControl) ? text : throw new CredentialException($"the token file {path} must hold one line");
    }
}
