namespace CsiHost.Hosting.Configuration;

/// <summary>Finds what a misspelt name was meant to be.</summary>
internal static class Suggestion
{
    /// <summary>A phrase to end a sentence with: the nearest name, or all of them when none is near.</summary>
    public static string For(string name, IReadOnlyCollection<string> known)
    {
        var nearest = known.Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .OrderBy(static pair => pair.Distance)
            .FirstOrDefault();
        if (nearest.Name is not null && nearest.Distance <= Math.Max(1, name.Length / 2))
            return $"; did you mean '{nearest.Name}'?";
        return known.Count == 0 ? "" : $"; known are {string.Join(", ", known.Order(StringComparer.OrdinalIgnoreCase))}";
    }

    /// <summary>Edits (insert, delete, replace, swap of neighbours) that turn one name into the other, case apart.</summary>
    private static int Distance(string from, string to)
    {
        var (a, b) = (from.ToUpperInvariant(), to.ToUpperInvariant());
        var costs = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
                costs[i, j] = Cost(costs, a, b, i, j);
        }

        return costs[a.Length, b.Length];
    }

    private static int Cost(int[,] costs, string a, string b, int i, int j)
    {
        if (i == 0 || j == 0)
            return i + j;
        var replace = costs[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var cost = Math.Min(replace, Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1);
        var isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return isSwap ? Math.Min(cost, costs[i - 2, j - 2] + 1) : cost;
    }
}
