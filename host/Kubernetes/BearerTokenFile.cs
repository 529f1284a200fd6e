namespace CsiHost.Kubernetes;

/// <summary>
/// The token that kubelet keeps fresh in a file. It is read again each minute, long before the old one expires, and at once when the
/// server refuses it.
/// </summary>
internal sealed class BearerTokenFile(string path, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);
    private volatile Reading? _last;

    /// <summary>The token; null when none is configured.</summary>
    public string? Get()
    {
        if (path.Length == 0)
            return null;
        var last = _last;
        return last is not null && clock.GetElapsedTime(last.At) < Lifetime ? last.Token : Read(last);
    }

    /// <summary>Reads the file now; true when it holds another token than the one refused.</summary>
    public bool Refresh(string? refused) => path.Length > 0 && Read(_last) != refused;

    private string Read(Reading? last)
    {
        var at = clock.GetTimestamp();
        var token = last?.Token ?? "";
        try
        {
            token = File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // While kubelet exchanges the files the last token is as good as ever.
            if (last is null)
                throw new ApiFailure(ApiFailure.NoToken, $"the token file {path} cannot be read: {e.Message}", e);
        }

        if (token.Length == 0 || token.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new ApiFailure(ApiFailure.NoToken, $"the token file {path} holds no token");
        _last = new Reading(token, at);
        return token;
    }

    private sealed record Reading(string Token, long At);
}
