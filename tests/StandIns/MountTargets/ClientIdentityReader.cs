using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CsiHost.StandIns.MountTargets;

/// <summary>Reads a client's certificate from its DER, with nothing of the client's own code.</summary>
public static class ClientIdentityReader
{
    private const string Arc = "1.3.6.1.4.1.4843.7.";

    /// <summary>Reads it.</summary>
    /// <exception cref="AsnContentException">An extension is malformed.</exception>
    public static ClientIdentity Read(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var client = Find(certificate, "4") is { } data ? ReadClient(data) : default;
        return new ClientIdentity
        {
            CommonName = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
            SerialNumber = certificate.SerialNumber,
#pragma warning disable CA5350 // The service identifies keys by SHA-1.
            PublicKeyHash = Convert.ToHexStringLower(SHA1.HashData(certificate.PublicKey.EncodedKeyValue.RawData)),
#pragma warning restore CA5350
            AccessPointId = Find(certificate, "1") is { } accessPoint ? ReadText(accessPoint) : null,
            Proof = Find(certificate, "2") is { } proof ? ReadProof(proof) : null,
            FileSystemId = Find(certificate, "3") is { } fileSystem ? ReadText(fileSystem) : null,
            ClientSource = client.Source,
            ClientVersion = client.Version,
        };
    }

    private static byte[]? Find(X509Certificate2 certificate, string leaf) =>
        certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == Arc + leaf)?.RawData;

    private static string ReadText(byte[] data) => new AsnReader(data, AsnEncodingRules.DER).ReadCharacterString(UniversalTagNumber.UTF8String);

    private static (string Source, string Version) ReadClient(byte[] data)
    {
        var sequence = new AsnReader(data, AsnEncodingRules.DER).ReadSequence();
        return (sequence.ReadCharacterString(UniversalTagNumber.UTF8String), sequence.ReadCharacterString(UniversalTagNumber.UTF8String));
    }

    private static ConnectProof ReadProof(byte[] data)
    {
        var sequence = new AsnReader(data, AsnEncodingRules.DER).ReadSequence();
        var keyId = sequence.ReadCharacterString(UniversalTagNumber.UTF8String);
        var signature = Encoding.ASCII.GetString(sequence.ReadOctetString());
        var time = sequence.ReadUtcTime();
        var token = sequence.HasData
            ? sequence.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadCharacterString(UniversalTagNumber.UTF8String)
            : null;
        sequence.ThrowIfNotEmpty();
        return new ConnectProof(keyId, signature, time, token);
    }
}
