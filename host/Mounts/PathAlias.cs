using CsiHost.Abstractions.Models;

namespace CsiHost.Mounts;

/// <summary>A path that is, or leads through, a link, and where it really is.</summary>
internal sealed record PathAlias(string Name, string Real)
{
    /// <summary>Resolves each path's links once, at start. Paths without links, and missing ones, give no alias.</summary>
    public static IReadOnlyList<PathAlias> Discover(IEnumerable<AbsolutePath> paths)
    {
        var aliases = new List<PathAlias>();
        foreach (var path in paths)
        {
            var real = RealPath(path.Value);
            if (real != path.Value)
                aliases.Add(new PathAlias(path.Value, real));
        }

        return aliases;
    }

    /// <summary>Rewrites the longest alias that holds a path.</summary>
    public static string Apply(IReadOnlyList<PathAlias> aliases, string path)
    {
        PathAlias? best = null;
        foreach (var alias in aliases)
        {
            if (MountTable.Contains(alias.Name, path) && (best is null || alias.Name.Length > best.Name.Length))
                best = alias;
        }

        return best is null ? path : string.Concat(best.Real, path.AsSpan(best.Name.Length));
    }

    private static string RealPath(string path)
    {
        var real = "";
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            real += "/" + segment;
            var entry = new FileInfo(real);
            if (entry.LinkTarget is not null && entry.ResolveLinkTarget(returnFinalTarget: true) is { } target)
                real = RealPath(target.FullName);
        }

        return real.Length == 0 ? "/" : real;
    }
}
