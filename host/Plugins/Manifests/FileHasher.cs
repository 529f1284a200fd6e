using System.Security.Cryptography;

namespace CsiHost.Plugins.Manifests;

/// <summary>SHA-256 of files, in the form that manifests use.</summary>
internal static class FileHasher
{
    public static string Hash(string path)
    {
        // The hash object reads in large blocks itself; a stream buffer would only copy.
        using var stream = new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0 });
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
