using System.Globalization;
using System.Text;
using CsiHost.Plugins.S3.Mounter.Native;

namespace CsiHost.Plugins.S3.Mounter;

/// <summary>One line an entry on standard error, in klog's form, as the pod's log has it from other components.</summary>
internal static class Log
{
    private const int StandardError = 2;

    public static void Info(string text) => Write('I', text);

    public static void Error(string text) => Write('E', text);

    private static void Write(char severity, string text)
    {
        var now = TimeProvider.System.GetUtcNow();
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{severity}{now:MMdd HH:mm:ss.ffffff} {Environment.ProcessId,7} mounter] {text.Replace("\n", " ", StringComparison.Ordinal)}\n");
        Descriptor.WriteAll(StandardError, Encoding.UTF8.GetBytes(line));
    }
}
