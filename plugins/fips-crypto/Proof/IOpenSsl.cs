namespace CsiHost.Plugins.FipsCrypto.Proof;

/// <summary>Looks at the OpenSSL of this process.</summary>
internal interface IOpenSsl
{
    /// <summary>Asks everything that the proof needs. What cannot be asked is absent from the facts; nothing is thrown.</summary>
    OpenSslFacts Observe();
}
