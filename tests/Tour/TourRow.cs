namespace CsiHost.Tour;

/// <summary>A step's outcome.</summary>
internal sealed record TourRow(string Driver, string Step, TourOutcome Outcome, TimeSpan Elapsed, string Detail);
