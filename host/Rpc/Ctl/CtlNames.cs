using System.Text;

namespace CsiHost.Rpc.Ctl;

/// <summary>Names of RPCs, fields and enum values as a command line writes them.</summary>
internal static class CtlNames
{
    /// <summary><c>CreateVolume</c> and <c>volume_id</c> as <c>create-volume</c> and <c>volume-id</c>.</summary>
    public static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var (index, character) in name.Index())
        {
            if (char.IsAsciiLetterUpper(character) && index > 0)
                text.Append('-');
            text.Append(character == '_' ? '-' : char.ToLowerInvariant(character));
        }

        return text.ToString();
    }
}
