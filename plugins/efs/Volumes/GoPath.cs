namespace CsiHost.Plugins.Efs.Volumes;

/// <summary>Paths as Go's <c>path</c> package treats them: lexically, relative ones stay relative.</summary>
internal static class GoPath
{
    /// <summary>Removes <c>.</c>, <c>..</c>, doubled and final slashes; an empty path becomes <c>.</c>.</summary>
    public static string Clean(string path)
    {
        var isRooted = path is ['/', ..];
        var kept = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part.Length == 0 || part == ".")
                continue;
            if (part != "..")
                kept.Add(part);
            else if (kept.Count > 0 && kept[^1] != "..")
                kept.RemoveAt(kept.Count - 1);
            else if (!isRooted)
                kept.Add(part);
        }

        var joined = string.Join('/', kept);
        return isRooted ? "/" + joined : joined.Length == 0 ? "." : joined;
    }

    /// <summary>Joins the parts that are not empty and cleans the result.</summary>
    public static string Join(params IEnumerable<string> parts)
    {
        var joined = string.Join('/', parts.Where(static part => part.Length > 0));
        return joined.Length == 0 ? "" : Clean(joined);
    }
}
