using System.Security.Cryptography;
using System.Text;

namespace CsiHost.Plugins.Local.Store;

/// <summary>
/// Ids are made from names by a hash: the same name always gives the same id, and no name, whatever it holds, can become a path. The ids that
/// calls bring back are checked for this form before they touch a path.
/// </summary>
internal static class EntryId
{
    private const int Digits = 32;

    public static string Create(string prefix, string name) =>
        prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..Digits];

    public static bool IsWellFormed(string prefix, string id) =>
        id.Length == prefix.Length + Digits && id.StartsWith(prefix, StringComparison.Ordinal)
        && id.Skip(prefix.Length).All(char.IsAsciiHexDigitLower);
}
