using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using CsiHost.Hosting.Configuration;

namespace CsiHost.Hosting.Http;

/// <summary>A certificate that is read again when its file changes: issuers in a cluster renew it under a running process.</summary>
internal sealed class CertificateFiles(TlsFiles files) : IDisposable
{
    private readonly Lock _turn = new();
    private DateTime _readAt;
    private X509Certificate2? _certificate;
    private SslStreamCertificateContext? _context;

    public SslStreamCertificateContext Current()
    {
        lock (_turn)
        {
            var changedAt = File.GetLastWriteTimeUtc(files.CertificateFile);
            if (_context is not null && changedAt == _readAt)
                return _context;
            try
            {
                Read();
                _readAt = changedAt;
            }
            catch (Exception e) when (_context is not null && e is IOException or System.Security.Cryptography.CryptographicException)
            {
                // The issuer is between the two files; the old pair serves until both are there.
            }

            return _context!;
        }
    }

    public void Dispose() => _certificate?.Dispose();

    private void Read()
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(files.CertificateFile);
        var certificate = X509Certificate2.CreateFromPemFile(files.CertificateFile, files.KeyFile);
        _context = SslStreamCertificateContext.Create(certificate, chain, offline: true);
        _certificate = certificate;
    }
}
