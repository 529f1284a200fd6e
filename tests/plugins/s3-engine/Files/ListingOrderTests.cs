using CsiHost.S3Engine.Files;
using CsiHost.S3Engine.Logging;
using CsiHost.S3Engine.S3;

namespace CsiHost.S3Engine.Tests.Files;

public sealed class ListingOrderTests
{
    private static readonly ObjectInfo Info = new("e", 1, DateTimeOffset.UnixEpoch, "", null, null);

    /// <summary>Pages of keys (a closing slash marks a prefix) and the names that come out, directories with a slash.</summary>
    public static TheoryData<string, string> Cases => new()
    {
        { "a b c/", "a b c/" },
        { "a a-b a/", "a/ a-b" },
        { "a|a-b|a/", "a/ a-b" },
        { "a|a.txt a/ b", "a/ a.txt b" },
        { "1 10 100 1000/ 2", "1 10 100 1000/ 2" },
        { "a a! a!/ a/", "a/ a!/" },
        { "a/ a0", "a/ a0" },
        { "./ ../ x", "x" },
        { "/ x", "x" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Names_ComeOnce_AndDirectoriesWin(string pages, string expected)
    {
        var order = new ListingOrder("p/", ordered: true, EngineLog.Silent);
        var names = new List<string>();
        var all = pages.Split('|');
        for (var i = 0; i < all.Length; i++)
        {
            var page = new ListPage { IsTruncated = i + 1 < all.Length };
            foreach (var key in all[i].Split(' '))
                page.Entries.Add(new ListedEntry("p/" + key, key.EndsWith('/'), key.EndsWith('/') ? null : Info));
            order.Add(page);
            while (order.TryTake(out var entry))
                names.Add(entry.IsDirectory ? entry.Name + "/" : entry.Name);
        }
        string.Join(' ', names).ShouldBe(expected);
    }

    [Fact]
    public void UnorderedListing_IsFreeOfDoubles()
    {
        var order = new ListingOrder("", ordered: false, EngineLog.Silent);
        var page = new ListPage();
        page.Entries.AddRange([new ListedEntry("b", false, Info), new ListedEntry("a/", true, null), new ListedEntry("b", false, Info)]);
        order.Add(page);
        order.TryTake(out var first).ShouldBeTrue();
        order.TryTake(out var second).ShouldBeTrue();
        order.TryTake(out _).ShouldBeFalse();
        (first.Name, second.Name).ShouldBe(("b", "a"));
    }

    [Theory]
    [InlineData("a", "b", -1)]
    [InlineData("a", "a", 0)]
    [InlineData("a", "ab", -1)]
    [InlineData("\uFF5E", "😀", -1)]
    public void Order_IsThatOfUtf8(string a, string b, int sign) => Math.Sign(KeyOrder.Compare(a, b)).ShouldBe(sign);
}
