using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CsiHost.Plugins.Efs.Certificates;

/// <summary>The extensions of a client certificate that carry the mount's identity to the service, below one arc of object identifiers.</summary>
internal static class CertificateExtensions
{
    public const string AccessPointOid = Arc + ".1";
    public const string ConnectOid = Arc + ".2";
    public const string FileSystemOid = Arc + ".3";
    public const string ClientOid = Arc + ".4";
    private const string Arc = "1.3.6.1.4.1.4843.7";

    /// <summary>The extensions in the order the service's own client writes them. Without a connect request there is no proof of IAM identity.</summary>
    public static IEnumerable<X509Extension> Create(CertificateSubject subject, ConnectRequest? connect)
    {
        if (subject.AccessPointId is { } accessPoint)
            yield return new X509Extension(AccessPointOid, EncodeText(accessPoint), critical: false);
        if (connect is not null)
            yield return new X509Extension(ConnectOid, EncodeConnect(connect, ConnectSignature.Sign(connect)), critical: false);
        yield return new X509Extension(FileSystemOid, EncodeText(subject.FileSystemId), critical: false);
        yield return new X509Extension(ClientOid, EncodeClient(subject.ClientSource, subject.ClientVersion), critical: false);
    }

    internal static byte[] EncodeText(string text)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteCharacterString(UniversalTagNumber.UTF8String, text);
        return writer.Encode();
    }

    /// <summary>The key id, the signature (its hex digits as text), the time, and the session token if there is one.</summary>
    internal static byte[] EncodeConnect(ConnectRequest connect, string signature)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, connect.Credentials.AccessKeyId);
            writer.WriteOctetString(Encoding.ASCII.GetBytes(signature));
            writer.WriteUtcTime(connect.Time);
            if (connect.Credentials.SessionToken is { } token)
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                    writer.WriteCharacterString(UniversalTagNumber.UTF8String, token);
            }
        }

        return writer.Encode();
    }

    internal static byte[] EncodeClient(string source, string version)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, source);
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, version);
        }

        return writer.Encode();
    }
}
