using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Tests;

public sealed class PageRequestTests
{
    private static readonly string[] Keys = ["d", "a", "c", "b", "A", "é"];

    public static TheoryData<int, string[]> Limits => new()
    {
        { 0, ["A,a,b,c,d,é"] },
        { 1, ["A", "a", "b", "c", "d", "é"] },
        { 2, ["A,a", "b,c", "d,é"] },
        { 4, ["A,a,b,c", "d,é"] },
        { 6, ["A,a,b,c,d,é"] },
        { 100, ["A,a,b,c,d,é"] },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void Cut_Limit_GivesEachOnceInOrder(int limit, string[] expected)
    {
        var pages = new List<string>();
        var request = new PageRequest { MaxEntries = limit };
        Page<string> page;
        do
        {
            page = request.Cut(Keys, key => key);
            pages.Add(string.Join(',', page.Entries));
            request = request with { StartingToken = page.NextToken };
        }
        while (page.NextToken.Length > 0);

        pages.ShouldBe(expected);
    }

    [Fact]
    public void Cut_EntriesComeAndGoBetweenPages_TheOthersNeitherShiftNorRepeat()
    {
        var first = new PageRequest { MaxEntries = 2 }.Cut(["a", "b", "d", "e"], key => key);

        var second = new PageRequest { StartingToken = first.NextToken }.Cut(["0", "c", "d", "e"], key => key);

        second.Entries.ShouldBe(["c", "d", "e"]);
    }

    [Theory]
    [InlineData("invalid-token")]
    [InlineData("2")]
    [InlineData("AFTER:a")]
    public void Cut_ForeignToken_IsInvalid(string token) =>
        Should.Throw<CsiException>(() => new PageRequest { StartingToken = token }.Cut(Keys, key => key)).Kind.ShouldBe(CsiErrorKind.InvalidToken);
}
