using System.Text.RegularExpressions;

namespace CsiHost.Tests.Architecture;

public sealed partial class HouseRulesTests
{
    private static readonly string[] Folders = ["abstractions", "host", "plugins", "tests"];

    [Fact]
    public void SourceFiles_StayBelow400Lines()
    {
        var tooLong = from folder in Folders
                      from path in SourceTree.Files(folder)
                      let lines = SourceTree.Read(path).AsSpan().Count('\n')
                      where lines > 400
                      select $"{path}: {lines} lines";
        tooLong.ShouldBeEmpty();
    }

    [Fact]
    public void LogEvents_HaveUniqueIds()
    {
        var ids = from folder in new[] { "host", "plugins" }
                  from path in SourceTree.Files(folder)
                  let room = string.Join('/', path.Split('/').Take(2))
                  from Match match in EventId().Matches(SourceTree.Read(path))
                  select (Owner: folder == "host" ? "host" : room, Id: match.Groups["id"].Value, path);
        var doubled = ids.GroupBy(use => (use.Owner, use.Id)).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key.Id}: {string.Join(", ", group.Select(use => use.path))}");
        doubled.ShouldBeEmpty();
    }

    [GeneratedRegex(@"\[LoggerMessage\((?:EventId = )?(?<id>\d+)")]
    private static partial Regex EventId();
}
