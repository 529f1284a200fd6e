using CsiHost.Abstractions.Commands;
using CsiHost.Rpc.Ctl;

namespace CsiHost.Cli.Ctl;

/// <summary>The options of one verb as flags.</summary>
internal sealed class VerbFlags
{
    private readonly List<(CtlOption Option, string Value)> _given = [];

    public VerbFlags(GoFlagSet flags, CtlVerb verb)
    {
        foreach (var option in verb.Options)
        {
            if (option.Kind == CtlOptionKind.Switch)
                flags.Add(option.Name, false, option.Usage, (string text, bool current, out bool value) => Switch(option, text, out value));
            else
                flags.Add(option.Name, "", option.Usage, (string text, string current, out string? value) => Keep(option, value = text));
        }
    }

    /// <summary>What the command line gave, in its order.</summary>
    public IEnumerable<(CtlOption Option, string Value)> Given => _given;

    private string? Switch(CtlOption option, string text, out bool value) =>
        bool.TryParse(text, out value) ? Keep(option, value ? "true" : "false") : "parse error";

    private string? Keep(CtlOption option, string text)
    {
        if (option.Kind != CtlOptionKind.List)
            _given.RemoveAll(given => given.Option == option);
        _given.Add((option, text));
        return null;
    }
}
