namespace CsiHost.Tour;

/// <summary>One row of the report: a sentence, and an action that returns a detail worth showing or throws.</summary>
internal sealed record TourStep(string Name, Func<CancellationToken, Task<string>> RunAsync);
