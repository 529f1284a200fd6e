using System.Text;
using CsiHost.Hosting.Configuration;
using CsiHost.Hosting.Logging;
using Microsoft.Extensions.Logging;

namespace CsiHost.Tests.Hosting.Logging;

public sealed class HostLoggerTests
{
    public static TheoryData<int, string, LogLevel, string, LogLevel> Levels => new()
    {
        { 0, "", LogLevel.Trace, "CsiHost.Mounts.Executor", LogLevel.Information },
        { 2, "", LogLevel.Trace, "CsiHost.Mounts.Executor", LogLevel.Information },
        { 4, "", LogLevel.Trace, "CsiHost.Mounts.Executor", LogLevel.Debug },
        { 6, "", LogLevel.Trace, "CsiHost.Mounts.Executor", LogLevel.Trace },
        { -1, "", LogLevel.Trace, "CsiHost.Mounts.Executor", LogLevel.Warning },
        { 6, "", LogLevel.Error, "CsiHost.Mounts.Executor", LogLevel.Error },
        { 2, "Exec*=4", LogLevel.Trace, "CsiHost.Mounts.Executor", LogLevel.Debug },
        { 2, "CsiHost.Mounts.*=6", LogLevel.Trace, "CsiHost.Mounts.Executor", LogLevel.Trace },
        { 6, "Executor=0,*=4", LogLevel.Trace, "CsiHost.Mounts.Executor", LogLevel.Information },
        { 4, "", LogLevel.Trace, "Microsoft.AspNetCore.Server.Kestrel", LogLevel.Warning },
        { 6, "", LogLevel.Trace, "Microsoft.AspNetCore.Server.Kestrel", LogLevel.Trace },
        { 2, "Kestrel=4", LogLevel.Trace, "Microsoft.AspNetCore.Server.Kestrel", LogLevel.Debug },
    };

    [Theory]
    [MemberData(nameof(Levels))]
    public void IsEnabled_Verbosity_CountsAsKlogs(int verbosity, string modules, LogLevel threshold, string category, LogLevel lowest)
    {
        var settings = new SettingSet();
        settings.Set("Logging:Modules", modules, "test");
        var options = LoggingSection.Read(settings) with { Verbosity = verbosity, Threshold = threshold };

        new LogFilter(options).MinimumFor(category).ShouldBe(lowest);
    }

    [Fact]
    public void Log_WithinScopes_CarriesTheirFields()
    {
        using var output = new MemoryStream();
        using (var sut = new HostLoggerFactory(new LoggingOptions { SkipHeaders = true }, output, TimeProvider.System))
        {
            var logger = sut.CreateLogger("a");
            using (logger.BeginScope(new Dictionary<string, object?> { ["call"] = 1 }))
            using (logger.BeginScope("inner scope"))
                logger.LogInformation("inside {Value}", 5);
            logger.LogInformation("outside");
            logger.LogDebug("not written");
        }

        Encoding.UTF8.GetString(output.ToArray()).ShouldBe("inside 5 call=1 scope=\"inner scope\"\noutside\n");
    }

    [Fact]
    public async Task Dispose_ManyWriters_LosesNothing()
    {
        using var output = new MemoryStream();
        using (var sut = new HostLoggerFactory(new LoggingOptions { SkipHeaders = true }, output, TimeProvider.System))
        {
            var logger = sut.CreateLogger("a");
            var text = new string('x', 400);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() =>
            {
                for (var i = 0; i < 1000; i++)
                    logger.LogInformation("{Writer} {Line} {Text}", writer, i, text);
            })));
        }

        Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Count().ShouldBe(8000);
    }

    [Fact]
    public void Log_AfterDispose_IsWrittenAtOnce()
    {
        using var output = new MemoryStream();
        var sut = new HostLoggerFactory(new LoggingOptions { SkipHeaders = true }, output, TimeProvider.System);
        var logger = sut.CreateLogger("a");
        sut.Dispose();

        logger.LogError("last words");

        Encoding.UTF8.GetString(output.ToArray()).ShouldBe("last words\n");
    }

    [Fact]
    public void Log_Critical_IsOutBeforeTheCallerGoesOn()
    {
        using var output = new MemoryStream();
        using var sut = new HostLoggerFactory(new LoggingOptions { SkipHeaders = true }, output, TimeProvider.System);

        sut.CreateLogger("a").LogCritical("over");

        Encoding.UTF8.GetString(output.ToArray()).ShouldBe("over\n");
    }

    [Fact]
    public void Log_ReaderGone_DoesNotFailTheCaller()
    {
        using var output = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using var sut = new HostLoggerFactory(new LoggingOptions(), output, TimeProvider.System);

        Should.NotThrow(() => sut.CreateLogger("a").LogCritical("nobody reads this"));
    }
}
