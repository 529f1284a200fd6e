using System.Security.Cryptography;
using CsiHost.Cli;
using CsiHost.Hosting.Configuration;
using CsiHost.Plugins;
using CsiHost.Plugins.Findings;
using CsiHost.Rpc.Wire;
using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting;

/// <summary>Says why a host did not start, each finding on a line of its own, and with which code the process ends.</summary>
internal static partial class StartFailure
{
    public static ExitCode Report(ILogger logger, Exception failure)
    {
        switch (failure)
        {
            case ConfigurationException configuration:
                foreach (var error in configuration.Errors)
                    LogConfiguration(logger, error);
                return ExitCode.Configuration;
            case PluginLoadException plugins:
                foreach (var finding in plugins.Findings)
                    LogFinding(logger, finding.ToString(), finding.Diagnostic.Fix);
                return CodeOf(plugins);
            case WireSocketException socket:
                LogEndpoint(logger, socket.Message);
                return ExitCode.Endpoint;
            case CryptographicException:
                // Even hashing the plugins' files failed: there is no policy yet that could say why.
                LogModule(logger, failure.Message);
                return ExitCode.CryptoPolicy;
            default:
                LogUnexpected(logger, failure);
                return ExitCode.Failure;
        }
    }

    private static ExitCode CodeOf(PluginLoadException failure) =>
        failure.IsCryptoRefusal ? ExitCode.CryptoPolicy
        : failure.Findings.Any(static finding => finding.Diagnostic == Diagnostics.StartFailed || finding.Diagnostic == Diagnostics.StartSlow) ? ExitCode.PluginStart
        : ExitCode.Plugin;

    [LoggerMessage(EventId = 1040, Level = LogLevel.Error, Message = "configuration: {Error}")]
    private static partial void LogConfiguration(ILogger logger, string error);

    [LoggerMessage(EventId = 1041, Level = LogLevel.Error, Message = "{Finding} Fix: {Fix}")]
    private static partial void LogFinding(ILogger logger, string finding, string fix);

    [LoggerMessage(EventId = 1042, Level = LogLevel.Error, Message = "{Problem}")]
    private static partial void LogEndpoint(ILogger logger, string problem);

    [LoggerMessage(EventId = 1044, Level = LogLevel.Error, Message = "the cryptographic module does not work: {Problem}. OpenSSL, its configuration or its provider is not what the image was built with")]
    private static partial void LogModule(ILogger logger, string problem);

    [LoggerMessage(EventId = 1043, Level = LogLevel.Critical, Message = "the host cannot go on")]
    private static partial void LogUnexpected(ILogger logger, Exception exception);
}
