namespace CsiHost.Tour;

/// <summary>A step saw something other than it should.</summary>
internal sealed class TourFailedException(string message) : Exception(message)
{
    public static void Unless(bool condition, string otherwise)
    {
        if (!condition)
            throw new TourFailedException(otherwise);
    }
}
