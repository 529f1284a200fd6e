using System.Globalization;
using System.Text.RegularExpressions;

namespace CsiHost.S3Engine.Hosting;

/// <summary>A FUSE device that somebody opened and mounted for us, named <c>/dev/fd/N</c>.</summary>
internal static partial class FuseDescriptor
{
    private const int AccessMask = 3;
    private const int ReadWrite = 2;

    public static bool IsNamed(string mountPoint) => Form().IsMatch(mountPoint);

    public static int Take(string mountPoint)
    {
        var number = int.TryParse(mountPoint["/dev/fd/".Length..], CultureInfo.InvariantCulture, out var value) ? value
            : throw new EngineException($"'{mountPoint}' names no descriptor");
        string? target;
        try
        {
            target = new FileInfo($"/proc/self/fd/{number}").LinkTarget;
        }
        catch (IOException)
        {
            target = null;
        }
        if (target is null)
            throw new EngineException($"descriptor {number} is not open");
        if (target != "/dev/fuse")
            throw new EngineException($"descriptor {number} is '{target}', not a FUSE device");
        var flags = Convert.ToInt32(Field(number, "flags") ?? "0", 8);
        return (flags & AccessMask) == ReadWrite ? number : throw new EngineException($"descriptor {number} is not open for reading and writing");
    }

    /// <summary>The connection's number, which is the minor number of its file system; null where the kernel does not tell.</summary>
    public static string? Connection(int number) => Field(number, "fuse_connection");

    private static string? Field(int number, string name)
    {
        foreach (var line in File.ReadLines($"/proc/self/fdinfo/{number}"))
        {
            if (line.StartsWith(name + ":", StringComparison.Ordinal))
                return line[(name.Length + 1)..].Trim();
        }
        return null;
    }

    [GeneratedRegex(@"^/dev/fd/(\d+)$")]
    private static partial Regex Form();
}
