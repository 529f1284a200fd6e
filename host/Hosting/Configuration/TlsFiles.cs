namespace CsiHost.Hosting.Configuration;

/// <summary>A certificate chain and its key, both PEM.</summary>
internal sealed record TlsFiles(string CertificateFile, string KeyFile);
