namespace CsiHost.Abstractions.Commands;

/// <summary>
/// The flags of a command, read as Go's <c>flag</c> package reads them, so that a drop-in command accepts every spelling that the
/// binary it replaces accepts: <c>-x</c> and <c>--x</c>, <c>=value</c> or the next argument, booleans only bare or with <c>=</c>, the last
/// occurrence wins, reading stops at the first argument that is no flag and after <c>--</c>.
/// </summary>
/// <param name="name">The command's name in the usage text.</param>
public sealed class GoFlagSet(string name)
{
    private readonly Dictionary<string, GoFlag> _flags = new(StringComparer.Ordinal);

    /// <summary>Exit code of <see cref="Parse"/> for an unknown flag or a bad value; 2 as in Go.</summary>
    public int ErrorExitCode { get; init; } = 2;

    /// <summary>Text above the list of flags; <c>Usage of NAME:</c> by default.</summary>
    public string Header { get; init; } = $"Usage of {name}:";

    /// <summary>The flags by name, in alphabetical order.</summary>
    public IReadOnlyCollection<GoFlag> Flags => [.. _flags.Values.OrderBy(static flag => flag.Name, StringComparer.Ordinal)];

    /// <summary>The arguments after the flags; empty before <see cref="Parse"/>.</summary>
    public IReadOnlyList<string> Remaining { get; private set; } = [];

    /// <summary>Adds a text flag.</summary>
    /// <param name="name">Its name without dashes.</param>
    /// <param name="value">The default.</param>
    /// <param name="usage">What it does. A word in back quotes names the value in the usage text.</param>
    /// <returns>The flag.</returns>
    public GoFlag<string> AddText(string name, string value, string usage) =>
        Add(new GoFlag<string>(name, value, usage, "string", value.Length == 0 ? "" : $"\"{value}\"", GoFlagValues.Text));

    /// <summary>Adds a boolean flag; it takes a value only after <c>=</c>.</summary>
    /// <inheritdoc cref="AddText"/>
    public GoFlag<bool> AddBoolean(string name, bool value, string usage) =>
        Add(new GoFlag<bool>(name, value, usage, "", value ? "true" : "", GoFlagValues.Boolean));

    /// <summary>Adds a whole number; <c>0x</c>, <c>0o</c>, <c>0b</c>, a leading <c>0</c> and <c>_</c> are understood.</summary>
    /// <inheritdoc cref="AddText"/>
    public GoFlag<long> AddInteger(string name, long value, string usage) =>
        Add(new GoFlag<long>(name, value, usage, "int", value == 0 ? "" : GoFlagValues.Show(value), GoFlagValues.Integer));

    /// <summary>Adds a number with a fraction.</summary>
    /// <inheritdoc cref="AddText"/>
    public GoFlag<double> AddFraction(string name, double value, string usage) =>
        Add(new GoFlag<double>(name, value, usage, "float", value == 0 ? "" : GoFlagValues.Show(value), GoFlagValues.Float));

    /// <summary>Adds a duration such as <c>300ms</c>, <c>1.5h</c> or <c>1m30s</c>.</summary>
    /// <inheritdoc cref="AddText"/>
    public GoFlag<TimeSpan> AddDuration(string name, TimeSpan value, string usage) =>
        Add(new GoFlag<TimeSpan>(name, value, usage, "duration", value == TimeSpan.Zero ? "" : GoDuration.Format(value), GoFlagValues.Duration));

    /// <summary>Adds a text flag that may be given several times; every occurrence counts.</summary>
    /// <param name="name">Its name without dashes.</param>
    /// <param name="usage">What it does.</param>
    /// <returns>The flag.</returns>
    public GoFlag<IReadOnlyList<string>> AddList(string name, string usage) =>
        Add(new GoFlag<IReadOnlyList<string>>(name, [], usage, "value", "", GoFlagValues.Append));

    /// <summary>Adds a flag with a reader of its own.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="name">Its name without dashes.</param>
    /// <param name="value">The default.</param>
    /// <param name="usage">What it does.</param>
    /// <param name="parse">Reads the value.</param>
    /// <returns>The flag.</returns>
    public GoFlag<T> Add<T>(string name, T value, string usage, GoFlagParser<T> parse) =>
        Add(new GoFlag<T>(name, value, usage, "value", "", parse));

    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">The arguments after the command's name.</param>
    /// <returns>Null when the command may go on; else what the process prints on standard error and exits with: the first problem and the
    /// usage text (<see cref="ErrorExitCode"/>), or the usage text alone for <c>-h</c> and <c>--help</c> (0).</returns>
    public ExitResult? Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var index = 0;
        var problem = (string?)null;
        while (problem is null && index < arguments.Count && IsFlag(arguments[index], out var isEnd))
        {
            if (!isEnd && IsHelp(arguments[index]))
                return new ExitResult { ExitCode = 0, Error = Usage() };
            problem = isEnd ? null : ReadOne(arguments, ref index);
            index++;
            if (isEnd)
                break;
        }

        Remaining = [.. arguments.Skip(index)];
        return problem is null ? null : new ExitResult { ExitCode = ErrorExitCode, Error = problem + "\n" + Usage() };
    }

    /// <summary>The usage text: every flag with its type, its text and its default.</summary>
    /// <returns>Lines, each ended.</returns>
    public string Usage() => GoFlagUsage.Write(Header, Flags);

    private static bool IsFlag(string argument, out bool isEnd)
    {
        isEnd = argument == "--";
        return argument.Length >= 2 && argument[0] == '-';
    }

    private bool IsHelp(string argument) =>
        argument.TrimStart('-') is "h" or "help" && argument.LastIndexOf('-') < 2 && !_flags.ContainsKey(argument.TrimStart('-'));

    private string? ReadOne(IReadOnlyList<string> arguments, ref int index)
    {
        var argument = arguments[index];
        var body = argument.AsSpan(argument.StartsWith("--", StringComparison.Ordinal) ? 2 : 1);
        if (body.IsEmpty || body[0] is '-' or '=')
            return $"bad flag syntax: {argument}";
        var equals = body.IndexOf('=');
        var flagName = (equals < 0 ? body : body[..equals]).ToString();
        if (!_flags.TryGetValue(flagName, out var flag))
            return $"flag provided but not defined: -{flagName}";
        if (equals >= 0)
            return Set(flag, body[(equals + 1)..].ToString());
        if (flag.IsBoolean)
            return Set(flag, "true");
        return ++index < arguments.Count ? Set(flag, arguments[index]) : $"flag needs an argument: -{flagName}";
    }

    private static string? Set(GoFlag flag, string text) => flag.Set(text) is { } problem
        ? $"invalid {(flag.IsBoolean ? "boolean " : "")}value \"{text}\" for {(flag.IsBoolean ? "" : "flag ")}-{flag.Name}: {problem}"
        : null;

    private GoFlag<T> Add<T>(GoFlag<T> flag)
    {
        if (!_flags.TryAdd(flag.Name, flag))
            throw new ArgumentException($"flag redefined: {flag.Name}", nameof(flag));
        return flag;
    }
}
