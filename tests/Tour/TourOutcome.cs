namespace CsiHost.Tour;

internal enum TourOutcome
{
    Passed,
    Failed,

    /// <summary>An earlier step of the driver failed; counts as failed.</summary>
    NotRun,
}
