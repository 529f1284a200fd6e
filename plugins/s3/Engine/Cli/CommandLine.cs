using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Cli;

/// <summary>Turns arguments into options. Flags may stand anywhere, as <c>--k v</c> or <c>--k=v</c>.</summary>
internal static class CommandLine
{
    public static EngineOptions Parse(IReadOnlyList<string> arguments)
    {
        var (flags, positional) = Split(arguments);
        Check(flags);
        if (positional.Count != 2)
            throw new UsageException(positional.Count < 2 ? "the bucket's name and the mount point are required" : $"unexpected argument '{positional[2]}'");
        var (bucket, prefix) = BucketName.Parse(positional[0]);
        var options = new EngineOptions { Bucket = bucket, MountPoint = positional[1] };
        var plain = flags.Aggregate(options, (before, use) => use.Flag.Apply(before, use.Value));
        return prefix.Length == 0 ? plain
            : plain.Prefix.Length > 0 ? throw new EngineException("give the prefix either in the s3:// address or by --prefix, not in both")
            : plain with { Prefix = prefix };
    }

    private static (List<(Flag Flag, string Value)> Flags, List<string> Positional) Split(IReadOnlyList<string> arguments)
    {
        var flags = new List<(Flag, string)>();
        var positional = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument == "--")
            {
                positional.AddRange(arguments.Skip(i + 1));
                break;
            }
            if (argument.Length < 2 || argument[0] != '-')
            {
                positional.Add(argument);
                continue;
            }
            var mark = argument.IndexOf('=', StringComparison.Ordinal);
            var flag = Find(mark < 0 ? argument : argument[..mark]);
            if (flag.Value is null)
                flags.Add(mark < 0 ? (flag, "") : throw new UsageException($"'--{flag.Name}' takes no value"));
            else if (mark >= 0)
                flags.Add((flag, argument[(mark + 1)..]));
            else
                flags.Add(++i < arguments.Count ? (flag, arguments[i]) : throw new UsageException($"'--{flag.Name}' wants a value: {flag.Value}"));
        }
        return (flags, positional);
    }

    private static void Check(List<(Flag Flag, string Value)> flags)
    {
        var names = flags.Select(use => use.Flag.Name).ToHashSet();
        foreach (var (flag, _) in flags)
        {
            if (!flag.Repeats && flags.Count(use => use.Flag == flag) > 1)
                throw new UsageException($"'--{flag.Name}' may be given only once");
            if (flag.Conflicts.FirstOrDefault(names.Contains) is { } other)
                throw new UsageException($"'--{flag.Name}' cannot be used with '--{other}'");
            if (flag.Needs is { } needed && !names.Contains(needed))
                throw new UsageException($"'--{flag.Name}' needs '--{needed}'");
        }
    }

    private static Flag Find(string text) =>
        Flags.All.FirstOrDefault(flag => text == $"--{flag.Name}" || (flag.Short is { } letter && text == $"-{letter}"))
            ?? throw new UsageException($"unknown option '{text}'; --help lists them");
}
