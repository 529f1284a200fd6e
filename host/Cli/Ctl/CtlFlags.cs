using CsiHost.Abstractions.Commands;

namespace CsiHost.Cli.Ctl;

/// <summary>The flags of every verb. They may stand before the verb or after it; after it they win.</summary>
internal sealed class CtlFlags
{
    private readonly GoFlag<string> _endpoint;
    private readonly GoFlag<TimeSpan> _timeout;
    private readonly GoFlag<string> _output;
    private readonly GoFlag<string> _json;

    public CtlFlags(GoFlagSet flags, IReadOnlyDictionary<string, string> environment)
        : this(flags, environment.GetValueOrDefault("CSI_ENDPOINT") ?? "unix:///csi/csi.sock", TimeSpan.FromSeconds(30), "table", "")
    {
    }

    public CtlFlags(GoFlagSet flags, CtlFlags defaults)
        : this(flags, defaults.Endpoint, defaults.Timeout, defaults._output.Value, defaults.JsonFile)
    {
    }

    private CtlFlags(GoFlagSet flags, string endpoint, TimeSpan timeout, string output, string json)
    {
        _endpoint = flags.AddText("endpoint", endpoint, "the driver's `socket`; CSI_ENDPOINT when not given");
        _timeout = flags.AddDuration("timeout", timeout, "`limit` of the call");
        _output = flags.Add("output", output, "`format` of the reply: table or json", Format);
        _json = flags.AddText("json", json, "`file` with a whole request as JSON, - for standard input; options are laid over it");
    }

    public string Endpoint => _endpoint.Value;

    public TimeSpan Timeout => _timeout.Value;

    public bool IsJson => _output.Value == "json";

    public string JsonFile => _json.Value;

    private static string? Format(string text, string current, out string? value)
    {
        value = text;
        return text is "table" or "json" ? null : "table or json";
    }
}
