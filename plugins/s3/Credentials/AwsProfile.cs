using System.Globalization;
using System.Text;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.S3.Files;

namespace CsiHost.Plugins.S3.Credentials;

/// <summary>Long-term keys as a profile in AWS's file format.</summary>
internal static class AwsProfile
{
    /// <exception cref="CsiException">A value would break the file's form (Failed). The message holds none of them.</exception>
    public static void Write(Folder folder, string id, string accessKeyId, string secretAccessKey, string sessionToken)
    {
        if (!IsPrintable(accessKeyId) || !IsPrintable(secretAccessKey) || !IsPrintable(sessionToken))
            throw new CsiException(CsiErrorKind.Failed, "aws-profile: Invalid AWS Credentials");
        var name = CredentialFiles.ProfileName(id);
        var keys = new StringBuilder($"[{name}]\naws_access_key_id={accessKeyId}\naws_secret_access_key={secretAccessKey}\n");
        if (sessionToken.Length > 0)
            keys.Append("aws_session_token=").Append(sessionToken).Append('\n');
        folder.Write(CredentialFiles.Config(id), Encoding.UTF8.GetBytes($"[profile {name}]\n"));
        folder.Write(CredentialFiles.Credentials(id), Encoding.UTF8.GetBytes(keys.ToString()));
    }

    private static bool IsPrintable(string text) => text.EnumerateRunes().All(static rune => rune.Value == ' ' || Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator));
}
