using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Writing;

/// <summary>The checksum of bytes as they come, in the algorithm that the mount was told.</summary>
internal struct RunningChecksum(UploadChecksum algorithm)
{
    private ulong _value;

    public void Append(ReadOnlySpan<byte> data) => _value = algorithm switch
    {
        UploadChecksum.Crc32C => Crc32C.Append((uint)_value, data),
        UploadChecksum.Crc64Nvme => Crc64Nvme.Append(_value, data),
        _ => 0,
    };

    public readonly string? Base64 => algorithm switch
    {
        UploadChecksum.Crc32C => Crc32C.Base64((uint)_value),
        UploadChecksum.Crc64Nvme => Crc64Nvme.Base64(_value),
        _ => null,
    };
}
