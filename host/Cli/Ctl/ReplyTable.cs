using System.Text.Json;
using Spectre.Console;

namespace CsiHost.Cli.Ctl;

/// <summary>
/// A reply for people: a list of objects becomes a row each, everything else a line of name and value. Names of nested fields are joined by a dot.
/// </summary>
internal static class ReplyTable
{
    public static string Write(string json, int width)
    {
        using var document = JsonDocument.Parse(json);
        var fields = document.RootElement.EnumerateObject().ToArray();
        using var output = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = width;
        var plain = fields.Where(static field => !IsList(field.Value)).SelectMany(static field => Flatten(field.Name, field.Value)).ToArray();
        if (plain.Length > 0)
            console.Write(Pairs(plain));
        foreach (var list in fields.Where(static field => IsList(field.Value)))
        {
            console.WriteLine($"{list.Name}: {list.Value.GetArrayLength()}");
            if (list.Value.GetArrayLength() > 0)
                console.Write(Rows(list));
        }

        return fields.Length == 0 ? "OK\n" : output.ToString();
    }

    private static bool IsList(JsonElement value) => value.ValueKind == JsonValueKind.Array;

    private static Table Pairs(IEnumerable<(string Name, string Value)> pairs)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = false }.AddColumns("", "");
        foreach (var (name, value) in pairs)
            table.AddRow(Cell(name), Cell(value));
        return table;
    }

    private static Table Rows(JsonProperty list)
    {
        var rows = list.Value.EnumerateArray().Select(static item => Flatten("", item).ToArray()).ToArray();
        var columns = rows.SelectMany(static row => row.Select(static cell => cell.Name)).Distinct(StringComparer.Ordinal).ToArray();
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(Cell(column.Length == 0 ? list.Name : column)));
        foreach (var row in rows)
            table.AddRow(columns.Select(column => Cell(row.FirstOrDefault(cell => cell.Name == column).Value ?? "")));
        return table;
    }

    private static IEnumerable<(string Name, string Value)> Flatten(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(field => Flatten(name.Length == 0 ? field.Name : $"{name}.{field.Name}", field.Value)),
        JsonValueKind.Array => [(name, string.Join(' ', value.EnumerateArray().Select(static item => string.Join(',', Flatten("", item).Select(static pair => pair.Value)))))],
        JsonValueKind.Null => [],
        _ => [(name, value.ToString())],
    };

    // Not markup, and nothing that moves a terminal's cursor: the text comes from a driver.
    private static Text Cell(string value) => new(new string([.. value.Select(static character => char.IsControl(character) ? '?' : character)]));
}
