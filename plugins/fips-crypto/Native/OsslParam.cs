using System.Runtime.InteropServices;

namespace CsiHost.Plugins.FipsCrypto.Native;

/// <summary>OpenSSL's <c>OSSL_PARAM</c>: a question to a provider, and room for the answer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OsslParam
{
    public const uint Integer = 1;
    public const uint Utf8Pointer = 6;

    public nint Key;
    public uint Type;
    public nint Data;
    public nuint Size;
    public nuint ReturnSize;
}
