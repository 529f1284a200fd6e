using System.Text;
using CsiHost.S3Engine.Writing;

namespace CsiHost.S3Engine.Tests.S3;

public sealed class ChecksumTests
{
    private static readonly byte[] Check = Encoding.ASCII.GetBytes("123456789");

    /// <summary>The check values that define the two algorithms.</summary>
    [Fact]
    public void CheckValues_AreThoseOfTheDefinitions()
    {
        Crc32C.Append(0, Check).ShouldBe(0xE3069283u);
        Crc64Nvme.Append(0, Check).ShouldBe(0xAE8B14860A799888UL);
    }

    [Fact]
    public void Pieces_GiveTheSameAsTheWhole()
    {
        var data = new byte[100_003];
        new Random(5).NextBytes(data);
        var (crc32, crc64) = (0u, 0UL);
        foreach (var piece in data.Chunk(777))
        {
            crc32 = Crc32C.Append(crc32, piece);
            crc64 = Crc64Nvme.Append(crc64, piece);
        }
        crc32.ShouldBe(Crc32C.Append(0, data));
        crc64.ShouldBe(Crc64Nvme.Append(0, data));
    }
}
