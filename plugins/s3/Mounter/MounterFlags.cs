using CsiHost.Abstractions.Commands;

namespace CsiHost.Plugins.S3.Mounter;

/// <summary>The flags that both mounters have.</summary>
internal sealed class MounterFlags
{
    private readonly GoFlag<string> _binFolder;
    private readonly GoFlag<string> _engine;
    private readonly GoFlag<string> _commFolder;

    public MounterFlags(GoFlagSet flags)
    {
        _binFolder = flags.AddText("mountpoint-bin-dir", "", "Directory of mount-s3 (default $MOUNTPOINT_BIN_DIR)");
        _engine = flags.AddText("engine", "", "The engine to start in place of mount-s3 (default $CSIHOST_S3_ENGINE)");
        _commFolder = flags.AddText("comm-dir", "/comm", "Directory shared with the node plugin");
        _ = new KlogFlags(flags);
    }

    public string CommFolder => _commFolder.Value!;

    public string Engine => EngineLocation.Find(
        _engine.Value!, _binFolder.Value!, MounterEnvironment.Engine, MounterEnvironment.BinFolder, File.Exists);
}
