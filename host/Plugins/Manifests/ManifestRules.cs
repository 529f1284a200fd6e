namespace CsiHost.Plugins.Manifests;

/// <summary>What the fields of a manifest may hold. Pure; each answer is null or one sentence that names the field.</summary>
internal static class ManifestRules
{
    public static IEnumerable<string> Check(PluginManifest manifest)
    {
        if (!IsId(manifest.Id))
            yield return $"'id' is '{manifest.Id}'; it takes 1 to 63 lower-case letters, digits and '-', a letter or digit at both ends.";
        if (!IsVersion(manifest.Version))
            yield return $"'version' is '{manifest.Version}', which is no semantic version such as 1.2.3.";
        if (ParseContract(manifest.Contract) is null)
            yield return $"'contract' is '{manifest.Contract}'; it takes major.minor, for example 1.0.";
        if (!IsRelative(manifest.Entry) || manifest.Entry.Contains('/') || !manifest.Entry.EndsWith(".dll", StringComparison.Ordinal))
            yield return $"'entry' is '{manifest.Entry}'; it takes the name of a .dll in the plugin's folder.";
        else if (!manifest.Files.ContainsKey(manifest.Entry))
            yield return $"'entry' names {manifest.Entry}, which 'files' does not list.";
        foreach (var required in manifest.Requires.Where(required => !IsId(required)))
            yield return $"'requires' holds '{required}', which is no plugin id.";
        foreach (var driver in manifest.Drivers.Where(driver => !IsDriver(driver)))
            yield return $"'drivers' holds '{driver}'; a driver name takes 1 to 63 letters, digits, '-' and '.', a letter or digit at both ends.";
        foreach (var command in manifest.Commands.Where(command => !IsRelative(command) || command.Contains('/')))
            yield return $"'commands' holds '{command}', which is no file name.";
        foreach (var path in manifest.Files.Keys.Where(path => !IsRelative(path) || path == PluginManifest.FileName))
            yield return $"'files' holds '{path}', which is no path inside the plugin's folder.";
        foreach (var path in manifest.Files.Keys.Where(path => !IsHash(manifest.Files[path])))
            yield return $"'files' gives '{manifest.Files[path]}' for {path}, which is no SHA-256 in lower-case hex.";
    }

    /// <summary>An id is also the name of a folder and of a configuration section.</summary>
    public static bool IsId(string text) =>
        text.Length is >= 1 and <= 63
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && text[0] != '-' && text[^1] != '-';

    public static bool IsDriver(string text) =>
        text.Length is >= 1 and <= 63
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
        && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]);

    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>SemVer: three numbers, then perhaps <c>-pre.release</c> and <c>+build</c>.</summary>
    public static bool IsVersion(string text)
    {
        var end = text.AsSpan().IndexOfAny('-', '+');
        var core = end < 0 ? text : text[..end];
        var suffix = end < 0 ? "" : text[end..];
        var numbers = core.Split('.');
        return numbers.Length == 3
            && numbers.All(number => number.Length is > 0 and < 10 && number.All(char.IsAsciiDigit))
            && suffix.Length != 1
            && suffix.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or '.');
    }

    public static Version? ParseContract(string text) =>
        text.Split('.').Length == 2 && Version.TryParse(text, out var version) ? version : null;

    /// <summary>A path with <c>/</c> that cannot leave the folder it is relative to.</summary>
    public static bool IsRelative(string path) =>
        path.Length > 0 && !path.Contains('\\') && !path.Any(char.IsControl) && path.Split('/').All(part => part is not ("" or "." or ".."));
}
