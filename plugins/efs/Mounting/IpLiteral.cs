using System.Net;
using System.Net.Sockets;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>IP addresses as configuration must write them: four decimal numbers, or IPv6 without a zone. The platform's parser takes much more.</summary>
internal static class IpLiteral
{
    public static bool IsValid(string text) => Parse(text) is not null;

    public static IPAddress? Parse(string text)
    {
        if (text.Length > 45 || !IPAddress.TryParse(text, out var address))
            return null;
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return address.ToString() == text ? address : null;
        return text.All(character => char.IsAsciiHexDigit(character) || character is ':' or '.') ? address : null;
    }
}
