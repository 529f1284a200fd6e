namespace CsiHost.Abstractions.Commands;

/// <summary>One flag of a <see cref="GoFlagSet"/>: its default until the command line sets it.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public sealed class GoFlag<T> : GoFlag
{
    private readonly GoFlagParser<T> _parse;

    internal GoFlag(string name, T value, string usage, string typeName, string defaultText, GoFlagParser<T> parse)
        : base(name, usage, typeName, defaultText)
    {
        Value = value;
        _parse = parse;
    }

    /// <summary>The default, or what the command line said last.</summary>
    public T Value { get; private set; }

    internal override bool IsBoolean => typeof(T) == typeof(bool);

    internal override string? Set(string text)
    {
        if (_parse(text, Value, out var value) is { } problem)
            return problem;
        Value = value!;
        IsSet = true;
        return null;
    }
}
