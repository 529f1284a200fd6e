namespace CsiHost.Plugins.Efs.Volumes;

/// <summary>The twelve spellings of true and false that Go reads.</summary>
internal static class GoBoolean
{
    public static bool TryParse(string text, out bool value)
    {
        value = text is "1" or "t" or "T" or "TRUE" or "true" or "True";
        return value || text is "0" or "f" or "F" or "FALSE" or "false" or "False";
    }
}
