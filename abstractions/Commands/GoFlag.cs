namespace CsiHost.Abstractions.Commands;

/// <summary>One flag of a <see cref="GoFlagSet"/>, whatever its type.</summary>
public abstract class GoFlag
{
    private protected GoFlag(string name, string usage, string typeName, string defaultText)
    {
        Name = name;
        Usage = usage;
        TypeName = typeName;
        DefaultText = defaultText;
    }

    /// <summary>The name without dashes.</summary>
    public string Name { get; }

    /// <summary>What it does.</summary>
    public string Usage { get; }

    /// <summary>Whether the command line named it.</summary>
    public bool IsSet { get; private protected set; }

    internal string TypeName { get; }

    /// <summary>The default as the usage text shows it; empty for a zero value, which is not shown.</summary>
    internal string DefaultText { get; }

    internal abstract bool IsBoolean { get; }

    /// <summary>Null, or what is wrong with the text.</summary>
    internal abstract string? Set(string text);
}
