namespace CsiHost.Hosting.Configuration;

internal enum OtlpProtocol
{
    Grpc = 0,
    Http = 1,
}
