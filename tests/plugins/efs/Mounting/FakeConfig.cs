using CsiHost.Plugins.Efs.Configuration;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Tests.Mounting;

/// <summary>Configuration files as text; without one, what the driver renders.</summary>
internal sealed class FakeConfig : IEfsUtilsConfig
{
    public string? Text { get; set; }

    public EfsUtilsSettings Read(StorageKind kind) =>
        new(IniFile.Parse(Text ?? RenderedConfiguration.Of(kind, new EfsUtilsOptions()).ToString()), kind);
}
