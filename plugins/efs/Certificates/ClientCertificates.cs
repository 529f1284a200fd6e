using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsiHost.Plugins.Efs.Credentials;

namespace CsiHost.Plugins.Efs.Certificates;

/// <summary>Makes the self-signed client certificates that the service identifies mounts by.</summary>
internal static class ClientCertificates
{
    private const int MaxCommonName = 64;
    private const string CommonNameOid = "2.5.4.3";

    /// <summary>Allows for a clock that is behind the service's, or ahead of it.</summary>
    private static readonly TimeSpan ValidBefore = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan ValidAfter = TimeSpan.FromHours(3);

    /// <summary>Issues a certificate over the key, valid from a quarter of an hour ago for three hours and a quarter.</summary>
    /// <param name="key">The client's key.</param>
    /// <param name="subject">Whom it speaks for.</param>
    /// <param name="iam">The proof of IAM identity: credentials, region and service; null for none.</param>
    /// <param name="now">The time of the signature, whole seconds.</param>
    public static X509Certificate2 Issue(RSA key, CertificateSubject subject, (MountCredentials Credentials, string Region, string Service)? iam, DateTimeOffset now)
    {
        var request = new CertificateRequest(Name(subject.CommonName), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var keyId = new X509SubjectKeyIdentifierExtension(request.PublicKey, X509SubjectKeyIdentifierHashAlgorithm.Sha1, critical: false);
        request.CertificateExtensions.Add(keyId);
        var connect = iam is not { } proof ? null : new ConnectRequest
        {
            Credentials = proof.Credentials,
            FileSystemId = subject.FileSystemId,
            Region = proof.Region,
            Service = proof.Service,
            PublicKeyHash = Convert.ToHexStringLower(keyId.SubjectKeyIdentifierBytes.Span),
            Time = now,
        };
        foreach (var extension in CertificateExtensions.Create(subject, connect))
            request.CertificateExtensions.Add(extension);
        return request.CreateSelfSigned(now - ValidBefore, now + ValidAfter);
    }

    /// <summary>One UTF-8 common name, as the service's own client writes it; .NET alone would choose the type by the characters.</summary>
    private static X500DistinguishedName Name(string commonName)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CommonNameOid);
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, commonName.Length > MaxCommonName ? commonName[..MaxCommonName] : commonName);
        }

        return new X500DistinguishedName(writer.Encode());
    }
}
