using System.Text;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Configuration;

/// <summary>Puts the configuration directory in order before anything mounts: link, static files, both configuration files with their overrides.</summary>
[CsiService]
internal sealed class ConfigurationStartup(EfsOptions options) : IPluginLifecycle
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            ConfigurationFolder.Link(options.Utils);
            ConfigurationFolder.CopyStaticFiles(options.Utils);
            Write(StorageKind.Efs, options.Utils.EfsOverrides);
            Write(StorageKind.S3Files, options.Utils.S3FilesOverrides);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CsiException(
                CsiErrorKind.FailedPrecondition, $"the configuration directory {options.Utils.ConfigDirectory} cannot be set up: {exception.Message}", exception);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Write(StorageKind kind, string overrides)
    {
        var name = EfsUtilsFiles.NameOf(kind);
        var text = RenderedConfiguration.Of(kind, options.Utils);
        try
        {
            foreach (var change in ConfOverride.Parse(overrides, out var problem) ?? throw new FormatException(problem))
                text.Override(change);
        }
        catch (FormatException exception)
        {
            throw new CsiException(CsiErrorKind.FailedPrecondition, $"the overrides of {name} cannot be applied: {exception.Message}", exception);
        }

        ConfigurationFolder.Write(Path.Combine(options.Utils.ConfigDirectory, name), Encoding.UTF8.GetBytes(text.ToString()));
    }
}
