namespace CsiHost.S3Engine.Logging;

/// <summary>Least level by target: a comma list of <c>level</c> and <c>target=level</c>; the longest target that fits decides.</summary>
internal sealed class LogFilter
{
    private readonly List<(string Target, LogLevel Level)> _rules;

    private LogFilter(List<(string, LogLevel)> rules) => _rules = [.. rules.OrderByDescending(rule => rule.Item1.Length)];

    /// <summary>What is written when nothing is asked for.</summary>
    public static LogFilter Default { get; } = Parse("info,http=off,metrics=off")!;

    /// <summary>Null: the text is no filter.</summary>
    public static LogFilter? Parse(string text)
    {
        var rules = new List<(string, LogLevel)>();
        foreach (var item in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var mark = item.IndexOf('=', StringComparison.Ordinal);
            if (!Enum.TryParse<LogLevel>(item[(mark + 1)..], ignoreCase: true, out var level))
                return null;
            rules.Add((mark < 0 ? "" : item[..mark], level));
        }
        return new LogFilter(rules);
    }

    public bool Passes(LogLevel level, string target)
    {
        foreach (var (prefix, least) in _rules)
        {
            if (target.StartsWith(prefix, StringComparison.Ordinal))
                return level >= least;
        }
        return false;
    }
}
