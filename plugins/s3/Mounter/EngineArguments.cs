using System.Text;

namespace CsiHost.Plugins.S3.Mounter;

/// <summary>The engine's command line: <c>BUCKET /dev/fd/3</c> and the arguments in byte order, always in the foreground.</summary>
internal static class EngineArguments
{
    private const string Foreground = "--foreground";
    private const string Cache = "--cache";

    /// <summary>Builds it.</summary>
    /// <param name="request">What the node plugin asked for.</param>
    /// <param name="cacheFolder">Where the pod has its cache, null to leave <c>--cache</c> as it came.</param>
    /// <exception cref="MounterException">A cache is asked for and the pod has no folder for it.</exception>
    public static IReadOnlyList<string> Build(MountRequest request, string? cacheFolder)
    {
        var arguments = request.Arguments.Where(argument => !Is(argument, Foreground) && argument != "-f").ToHashSet(StringComparer.Ordinal);
        arguments.Add(Foreground);
        if (cacheFolder is not null)
            UseCache(arguments, cacheFolder);
        return [request.BucketName, "/dev/fd/3", .. arguments.OrderBy(static argument => argument, Comparer<string>.Create(CompareBytes))];
    }

    /// <summary>The path that a user gave is one of the node; the pod's own volume takes its place.</summary>
    private static void UseCache(HashSet<string> arguments, string folder)
    {
        var isAsked = arguments.RemoveWhere(static argument => Is(argument, Cache)) > 0;
        if (Directory.Exists(folder))
            arguments.Add($"{Cache}={folder}");
        else if (isAsked)
            throw new MounterException($"--cache is given, but this pod has no cache volume at {folder}");
    }

    private static bool Is(string argument, string key) => argument == key || argument.StartsWith(key + "=", StringComparison.Ordinal);

    private static int CompareBytes(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}
