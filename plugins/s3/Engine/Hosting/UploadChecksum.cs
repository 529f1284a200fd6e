namespace CsiHost.S3Engine.Hosting;

internal enum UploadChecksum
{
    Off,
    Crc32C,
    Crc64Nvme,
}
