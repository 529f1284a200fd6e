using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Configuration;

/// <inheritdoc cref="IEfsUtilsConfig"/>
internal sealed class EfsUtilsFiles(EfsOptions options) : IEfsUtilsConfig
{
    public static string NameOf(StorageKind kind) => kind == StorageKind.S3Files ? "s3files-utils.conf" : "efs-utils.conf";

    public EfsUtilsSettings Read(StorageKind kind)
    {
        var path = Path.Combine(options.Utils.ConfigDirectory, NameOf(kind));
        try
        {
            return new EfsUtilsSettings(IniFile.Parse(File.ReadAllText(path)), kind);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new CsiException(CsiErrorKind.FailedPrecondition, $"{path} cannot be read: {exception.Message}", exception);
        }
    }
}
