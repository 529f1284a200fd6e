namespace CsiHost.S3Engine.Tests.Rows;

/// <summary>Every row of the acceptance table is a test, or says here why not.</summary>
public sealed class RowCoverageTests
{
    private static readonly (char Group, int Last)[] Groups = [('C', 33), ('L', 25), ('D', 12), ('R', 26), ('W', 44), ('I', 8), ('U', 15), ('N', 11), ('X', 10)];

    /// <summary>Rows with a test method of their own.</summary>
    private static readonly string[] Elsewhere =
    [
        .. Enumerable.Range(1, 16).Select(i => $"C{i}"), // ProcessRows, CommandLineTests, OptionRulesTests
        "C17", "C18", "C19", "C20", "C21", "C23", "C28", "C29", "C30", "C31", "L23", "W40", "X1", "X2", "X4", "X10", // ProcessRows
        "C26", "C27", "C32", // CommandLineTests, OptionRulesTests
        "C24", "C25", "C33", "W26", // ResumeTests
        "R19", "R20", "R21", "R23", "R24", // CacheRows
        "R26", "X6", "X7", // refusals of CommandLineTests and EndpointRulesTests; SessionTests
        "X9", // LargeDirectoryTests
    ];

    private static readonly Dictionary<string, string> Untested = new()
    {
        ["C22"] = "takes the thirty seconds that it is about",
        ["R10"] = "takes the thirty seconds that it is about; a reset in the middle is tested by FaultTests",
        ["R17"] = "the kernel's affair: it writes back through a handle that answers EBADF, which W9 tests",
        ["R22"] = "needs a volume of its own that is full; the limit by size is tested by CacheRows",
        ["R25"] = "there is no shared cache: --cache-xz is refused",
        ["W27"] = "eighty gigabytes",
        ["X3"] = "drops the whole machine's caches; NodeTableTests forget instead",
        ["X5"] = "tested where the FIPS image is",
        ["X8"] = "aborts need fusectl, which is not mounted everywhere; the reader threads see what an unmount shows (C24)",
    };

    [Fact]
    public void EveryRow_IsTestedOrExplained()
    {
        var all = Groups.SelectMany(group => Enumerable.Range(1, group.Last).Select(i => $"{group.Group}{i}")).ToList();
        all.Count.ShouldBe(184);
        var tested = new[] { LookupRows.Table, DirectoryRows.Table, ReadRows.Table, WriteRows.Table, IncrementalRows.Table, NameRows.Table }.SelectMany(table => table.Keys).Concat(Elsewhere).ToList();
        tested.Intersect(Untested.Keys).ShouldBeEmpty();
        tested.Concat(Untested.Keys).Order().ShouldBe(all.Order());
    }
}
