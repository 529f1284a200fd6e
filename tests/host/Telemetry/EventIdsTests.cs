using System.Globalization;
using System.Text.RegularExpressions;
using CsiHost.Telemetry;
using CsiHost.Tests.Architecture;

namespace CsiHost.Tests.Telemetry;

public sealed partial class EventIdsTests
{
    [Fact]
    public void LogMessages_Have_IdsOfTheirRoomsBlock()
    {
        var strangers = from path in SourceTree.Files("host")
                        from Match match in EventId().Matches(SourceTree.Read(path))
                        let room = path.Split('/')[1]
                        let id = int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture)
                        where !EventIds.FirstOfRoom.TryGetValue(room, out var first) || id < first || id >= first + EventIds.BlockSize
                        select $"{path}: {id}";

        strangers.ShouldBeEmpty();
    }

    [GeneratedRegex(@"\[LoggerMessage\((?:EventId = )?(?<id>\d+)")]
    private static partial Regex EventId();
}
