using System.Buffers.Binary;
using System.Globalization;
using System.Net.Security;

namespace CsiHost.Plugins.FipsCrypto.Proof;

/// <summary>What a TLS client offers in its first message (RFC 8446, section 4.1.2).</summary>
/// <param name="LowestVersion">As on the wire.</param>
/// <param name="Groups">Registered names.</param>
/// <param name="Suites">Registered names.</param>
internal sealed record ClientHello(int LowestVersion, IReadOnlyList<string> Groups, IReadOnlyList<string> Suites)
{
    private const int SupportedGroups = 10;
    private const int SupportedVersions = 43;

    /// <summary>Stands in the list of suites and is none (RFC 5746).</summary>
    private const int RenegotiationSignal = 0x00FF;

    private static readonly Dictionary<int, string> GroupNames = new()
    {
        [0x0017] = "secp256r1",
        [0x0018] = "secp384r1",
        [0x0019] = "secp521r1",
        [0x001D] = "x25519",
        [0x001E] = "x448",
        [0x0100] = "ffdhe2048",
        [0x0101] = "ffdhe3072",
        [0x11EB] = "SecP256r1MLKEM768",
        [0x11EC] = "X25519MLKEM768",
        [0x11ED] = "SecP384r1MLKEM1024",
    };

    /// <returns>Null when the bytes are no whole hello.</returns>
    public static ClientHello? Parse(ReadOnlySpan<byte> record)
    {
        try
        {
            // Record: type, version, length. Handshake: type, length. Then version and random.
            if (record[0] != 22 || record[5] != 1)
                return null;
            var rest = record[9..];
            var lowest = (int)BinaryPrimitives.ReadUInt16BigEndian(rest);
            rest = rest[34..];
            Take(ref rest, prefix: 1);
            var suites = Numbers(Take(ref rest, prefix: 2)).Where(static suite => suite != RenegotiationSignal).Select(NameOfSuite).ToList();
            Take(ref rest, prefix: 1);
            var extensions = Take(ref rest, prefix: 2);
            List<string> groups = [];
            while (extensions.Length > 0)
            {
                var kind = BinaryPrimitives.ReadUInt16BigEndian(extensions);
                extensions = extensions[2..];
                var body = Take(ref extensions, prefix: 2);
                if (kind == SupportedGroups)
                    groups = [.. Numbers(Take(ref body, prefix: 2)).Select(NameOfGroup)];
                else if (kind == SupportedVersions)
                    lowest = Numbers(Take(ref body, prefix: 1)).Min();
            }

            return new ClientHello(lowest, groups, suites);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
        catch (IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static string NameOfSuite(int suite) =>
        Enum.IsDefined((TlsCipherSuite)suite) ? ((TlsCipherSuite)suite).ToString() : string.Create(CultureInfo.InvariantCulture, $"suite 0x{suite:x4}");

    private static string NameOfGroup(int group) => GroupNames.GetValueOrDefault(group) ?? string.Create(CultureInfo.InvariantCulture, $"group 0x{group:x4}");

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> from, int prefix)
    {
        var length = prefix == 1 ? from[0] : BinaryPrimitives.ReadUInt16BigEndian(from);
        var taken = from.Slice(prefix, length);
        from = from[(prefix + length)..];
        return taken;
    }

    private static List<int> Numbers(ReadOnlySpan<byte> bytes)
    {
        var numbers = new List<int>();
        for (; bytes.Length >= 2; bytes = bytes[2..])
            numbers.Add(BinaryPrimitives.ReadUInt16BigEndian(bytes));
        return numbers;
    }
}
