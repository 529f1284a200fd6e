using System.Globalization;
using System.Net;

namespace CsiHost.Hosting.Configuration;

/// <summary>Where an HTTP endpoint listens: <c>:9808</c> (all interfaces), <c>0.0.0.0:3301</c>, <c>[::1]:80</c>, <c>localhost:0</c>.</summary>
internal readonly record struct HttpAddress(IPAddress? Address, int Port)
{
    public const string Accepts = "an address such as :9808, 127.0.0.1:9808 or [::1]:9808";

    public static bool TryParse(string text, out HttpAddress address)
    {
        address = default;
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return false;
        var host = text[..colon];
        if (!TryParseHost(host, out var ip))
            return false;
        address = new HttpAddress(ip, port);
        return true;
    }

    public override string ToString() => Address is null ? $":{Port}" : new IPEndPoint(Address, Port).ToString();

    private static bool TryParseHost(string host, out IPAddress? ip)
    {
        ip = host == "localhost" ? IPAddress.Loopback : null;
        if (host.Length == 0 || ip is not null)
            return true;
        var isBracketed = host is ['[', .., ']'];
        return IPAddress.TryParse(isBracketed ? host[1..^1] : host, out ip) && isBracketed == host.Contains(':', StringComparison.Ordinal);
    }
}
