#pragma warning disable RS0030, CA5350, CA5351, CA1822, SYSLIB0021 // Everything here is what the scan must find.
using System.Security.Cryptography;

namespace CsiHost.Plugins.FipsCrypto.Tests.Scan;

/// <summary>What no plugin may do. Compiled into the tests' assembly, which the scan reads; never called.</summary>
internal static class Samples
{
    public static byte[] Md5(byte[] data) => MD5.HashData(data);

    public static DES Des() => DES.Create();

    public static ECDsa CurveKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static ECDsa ImportedKey(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key;
    }

    public static ECDsa ImportedParameters(ECParameters parameters) => ECDsa.Create(parameters);

    public static string AwsMd5(Stream stream) => Amazon.Util.AWSSDKUtils.GenerateMD5ChecksumForStream(stream);
}

/// <summary>By its name an algorithm in managed code.</summary>
internal sealed class RC4Engine;
