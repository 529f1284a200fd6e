namespace CsiHost.Crypto;

/// <summary>Reads OpenSSL's version number: <c>0xMNN00PP0</c> since OpenSSL 3.</summary>
internal static class OpenSslVersion
{
    public static string Format(long number) => $"OpenSSL {(number >> 28) & 0xF}.{(number >> 20) & 0xFF}.{(number >> 4) & 0xFF}";
}
