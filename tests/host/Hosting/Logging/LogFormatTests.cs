using System.Buffers;
using System.Text;
using System.Text.Json;
using CsiHost.Abstractions.Models;
using CsiHost.Hosting.Logging;
using Microsoft.Extensions.Logging;

namespace CsiHost.Tests.Hosting.Logging;

public sealed class LogFormatTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 15, 4, 5, 678, 901, TimeSpan.Zero);

    public static TheoryData<LogLevel, string, string> TextLines => new()
    {
        { LogLevel.Information, "serving", "I0102 15:04:05.678901    1234 DriverSockets:1003] serving\n" },
        { LogLevel.Debug, "detail", "I0102 15:04:05.678901    1234 DriverSockets:1003] detail\n" },
        { LogLevel.Warning, "slow", "W0102 15:04:05.678901    1234 DriverSockets:1003] slow\n" },
        { LogLevel.Error, "broken", "E0102 15:04:05.678901    1234 DriverSockets:1003] broken\n" },
        { LogLevel.Critical, "over", "F0102 15:04:05.678901    1234 DriverSockets:1003] over\n" },
        { LogLevel.Information, "a\nI0102 fake\r\t\u001b[2J\u0085\u2028\u202e", "I0102 15:04:05.678901    1234 DriverSockets:1003] a\\nI0102 fake\\r\\t\\u001b[2J\\u0085\\u2028\\u202e\n" },
        { LogLevel.Information, "größe 日本", "I0102 15:04:05.678901    1234 DriverSockets:1003] größe 日本\n" },
    };

    [Theory]
    [MemberData(nameof(TextLines))]
    public void Klog_Message_IsOneLine(LogLevel level, string message, string expected) => Format(new KlogFormatter(1234, false), level, message, []).ShouldBe(expected);

    [Fact]
    public void Klog_ScopeFields_FollowTheMessage() =>
        Format(new KlogFormatter(7, false), LogLevel.Information, "done",
        [
            new("driver", "outer"), new("driver", "local"), new("volume", "a b"), new("quoted", "say \"hi\"\n"), new("n", 3), new("none", null), new("empty", ""),
            new("secrets", new Secrets(new Dictionary<string, string> { ["key"] = "value" })),
        ]).ShouldBe(
            "I0102 15:04:05.678901       7 DriverSockets:1003] done driver=local volume=\"a b\" quoted=\"say \\\"hi\\\"\\n\" n=3 none=null empty=\"\" secrets=***\n");

    [Fact]
    public void Klog_SkipHeaders_LeavesTheMessage() => Format(new KlogFormatter(1, true), LogLevel.Error, "bare", []).ShouldBe("bare\n");

    [Fact]
    public void Klog_Exception_StaysOnTheLine()
    {
        var line = Format(new KlogFormatter(1, true), LogLevel.Error, "failed", [], new IOException("disk \"a\"\nnext"));

        line.ShouldBe("failed exception=\"System.IO.IOException: disk \\\"a\\\"\\nnext\"\n");
    }

    [Fact]
    public void Json_Entry_IsOneObjectALine()
    {
        var line = Format(
            new JsonFormatter(),
            LogLevel.Warning,
            "slow \"call\"\n",
            [new("driver", "local"), new("msg", "forged")],
            new IOException("disk"),
            [new("elapsed", 12), new("ratio", 0.5), new("on", true), new("nothing", null), new("{OriginalFormat}", "slow")]);

        line.ShouldEndWith("}\n");
        line.Count(static c => c == '\n').ShouldBe(1);
        var json = JsonDocument.Parse(line).RootElement;
        json.EnumerateObject().Select(static property => property.Name)
            .ShouldBe(["ts", "level", "logger", "event", "msg", "driver", "elapsed", "ratio", "on", "nothing", "exception"]);
        json.GetProperty("ts").GetString().ShouldBe("2026-01-02T15:04:05.678901Z");
        json.GetProperty("level").GetString().ShouldBe("warning");
        json.GetProperty("logger").GetString().ShouldBe("CsiHost.Hosting.DriverSockets");
        json.GetProperty("msg").GetString().ShouldBe("slow \"call\"\n");
        json.GetProperty("elapsed").GetInt32().ShouldBe(12);
    }

    private static string Format(
        ILogFormatter formatter, LogLevel level, string message, KeyValuePair<string, object?>[] scope, Exception? exception = null, KeyValuePair<string, object?>[]? values = null)
    {
        var output = new ArrayBufferWriter<byte>();
        formatter.Write(
            new LogLine
            {
                Time = Time,
                Level = level,
                Category = "CsiHost.Hosting.DriverSockets",
                Event = new EventId(1003),
                Message = message,
                Exception = exception,
                Values = values,
                Scope = scope,
            },
            output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
