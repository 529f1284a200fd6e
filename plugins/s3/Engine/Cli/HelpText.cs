using System.Reflection;
using System.Text;

namespace CsiHost.S3Engine.Cli;

internal static class HelpText
{
    private static string Number => typeof(HelpText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The first words are those that callers of mount-s3 look for.</summary>
    public static string Version => $"mount-s3 {Number}-csi-s3-engine";

    public static string UserAgentVersion => Number;

    public static string Help()
    {
        var text = new StringBuilder("""
            Mounts an S3 bucket as a file system.

            Usage: csi-s3-engine [OPTIONS] <BUCKET_NAME> <DIRECTORY>

              BUCKET_NAME  a bucket's name, the ARN of an access point, or s3://bucket/prefix/
              DIRECTORY    an existing directory, or /dev/fd/N for a FUSE device that is mounted already

            """);
        foreach (var section in Flags.All.GroupBy(flag => flag.Section))
        {
            text.Append('\n').Append(section.Key).Append(" options:\n");
            foreach (var flag in section)
            {
                var names = $"{(flag.Short is { } letter ? $"-{letter}, " : "    ")}--{flag.Name}{(flag.Value is null ? "" : $" <{flag.Value}>")}";
                text.Append("  ").Append(names.PadRight(40)).Append(' ').Append(flag.Help).Append('\n');
            }
        }
        return text.Append("\n  -h, --help                               Print this\n  -V, --version                            Print the version\n").ToString();
    }
}
