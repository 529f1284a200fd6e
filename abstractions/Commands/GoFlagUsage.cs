using System.Text;

namespace CsiHost.Abstractions.Commands;

/// <summary>The usage text of a flag set, laid out as Go lays it out.</summary>
internal static class GoFlagUsage
{
    public static string Write(string header, IEnumerable<GoFlag> flags)
    {
        var text = new StringBuilder(header).Append('\n');
        foreach (var flag in flags)
            Append(text, flag);
        return text.ToString();
    }

    private static void Append(StringBuilder text, GoFlag flag)
    {
        var (valueName, usage) = Unquote(flag);
        var start = text.Length;
        text.Append("  -").Append(flag.Name);
        if (valueName.Length > 0)
            text.Append(' ').Append(valueName);
        // A flag of one letter without a value leaves room for its text on the same line.
        text.Append(text.Length - start <= 4 ? "\t" : "\n    \t");
        text.Append(usage.Replace("\n", "\n    \t", StringComparison.Ordinal));
        if (flag.DefaultText.Length > 0)
            text.Append(" (default ").Append(flag.DefaultText).Append(')');
        text.Append('\n');
    }

    private static (string ValueName, string Usage) Unquote(GoFlag flag)
    {
        var open = flag.Usage.IndexOf('`', StringComparison.Ordinal);
        var close = open < 0 ? -1 : flag.Usage.IndexOf('`', open + 1);
        if (close < 0)
            return (flag.TypeName, flag.Usage);
        var name = flag.Usage[(open + 1)..close];
        return (name, flag.Usage[..open] + name + flag.Usage[(close + 1)..]);
    }
}
