using System.Globalization;
using Spectre.Console;

namespace CsiHost.Tour;

/// <summary>Shows progress while steps run - live on a terminal, a line each otherwise - and a table at the end.</summary>
internal sealed class TourReport(bool plain)
{
    private readonly List<TourRow> _rows = [];
    private readonly bool _live = !plain && !Console.IsOutputRedirected;

    public IReadOnlyList<TourRow> Rows => _rows;

    public int Passed => _rows.Count(row => row.Outcome == TourOutcome.Passed);

    public int Failed => _rows.Count - Passed;

    /// <summary>Runs a step under a spinner (on a terminal) and adds its row.</summary>
    public async Task<TourRow> RunAsync(string driver, TourStep step, CancellationToken cancellationToken)
    {
        TourRow? row = null;
        if (_live)
            await AnsiConsole.Status().StartAsync($"{Markup.Escape(driver)}: {Markup.Escape(step.Name)}", async _ => row = await TimeAsync(driver, step, cancellationToken));
        else
            row = await TimeAsync(driver, step, cancellationToken);
        Add(row!);
        return row!;
    }

    public void AddNotRun(string driver, string step) => Add(new TourRow(driver, step, TourOutcome.NotRun, TimeSpan.Zero, "an earlier step failed"));

    /// <summary>The table, and the line that scripts read.</summary>
    public void Close()
    {
        var table = new Table().RoundedBorder().AddColumns("driver", "step", "outcome", "ms", "detail");
        foreach (var row in _rows)
            table.AddRow(Markup.Escape(row.Driver), Markup.Escape(row.Step), Colour(row.Outcome), Milliseconds(row), Markup.Escape(row.Detail));
        // Redirected output has no width - the default would break each row in two - and no colours.
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 180;
            AnsiConsole.Profile.Capabilities.Ansi = false;
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"{Passed} passed, {Failed} failed");
    }

    private static async Task<TourRow> TimeAsync(string driver, TourStep step, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            var detail = await step.RunAsync(cancellationToken);
            return new TourRow(driver, step.Name, TourOutcome.Passed, TimeProvider.System.GetElapsedTime(start), detail);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new TourRow(driver, step.Name, TourOutcome.Failed, TimeProvider.System.GetElapsedTime(start), e.Message);
        }
    }

    private static string Milliseconds(TourRow row) => row.Elapsed.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);

    private static string Colour(TourOutcome outcome) => outcome switch
    {
        TourOutcome.Passed => "[green]passed[/]",
        TourOutcome.Failed => "[red]failed[/]",
        _ => "[yellow]not run[/]",
    };

    private void Add(TourRow row)
    {
        _rows.Add(row);
        var outcome = row.Outcome switch { TourOutcome.Passed => "ok", TourOutcome.Failed => "FAILED", _ => "not run" };
        Console.WriteLine($"  {row.Driver}  {outcome,-7} {row.Step} ({Milliseconds(row)} ms): {row.Detail}");
    }
}
