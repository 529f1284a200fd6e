using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;

namespace CsiHost.Plugins.Local.Tests.Controller;

public sealed class ListingTests : BackendTest
{
    [Fact]
    public async Task List_PagesWhileVolumesComeAndGo_GivesEachStayingVolumeOnce()
    {
        var staying = new List<string>();
        for (var index = 0; index < 20; index++)
            staying.Add((await Sut.CreateAsync(Requests.Create($"staying-{index}"))).Id.Value);
        var going = await Sut.CreateAsync(Requests.Create("going"));
        var seen = new List<string>();

        var request = new PageRequest { MaxEntries = 3 };
        do
        {
            var page = await Sut.Listing.ListAsync(request, CancellationToken.None);
            page.Entries.Count.ShouldBeLessThanOrEqualTo(3);
            seen.AddRange(page.Entries.Select(entry => entry.Volume.Id.Value));
            request = request with { StartingToken = page.NextToken };
            await Sut.DeleteAsync(going.Id);
            await Sut.CreateAsync(Requests.Create($"coming-{seen.Count}"));
        }
        while (request.StartingToken.Length > 0);

        seen.ShouldBeUnique();
        staying.ShouldBeSubsetOf(seen);
    }

    [Fact]
    public async Task List_ForeignToken_IsInvalid() =>
        (await KindOfAsync(async () => await Sut.Listing.ListAsync(new PageRequest { StartingToken = "invalid-token" }, CancellationToken.None)))
            .ShouldBe(CsiErrorKind.InvalidToken);

    [Fact]
    public async Task Get_DataFolderGone_IsAbnormal()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        (await Sut.Listing.GetAsync(volume.Id, CancellationToken.None))!.Condition!.IsAbnormal.ShouldBeFalse();
        Directory.Delete(Sut.DataOf(volume.Id.Value));

        (await Sut.Listing.GetAsync(volume.Id, CancellationToken.None))!.Condition!.IsAbnormal.ShouldBeTrue();
    }
}
