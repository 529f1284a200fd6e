using CsiHost.Plugins.S3.Mounter.Native;

namespace CsiHost.Plugins.S3.Mounter;

/// <summary>The file by which a mounter tells the node plugin why there is no mount. It appears whole, readable for its owner and root only.</summary>
internal static class ErrorFile
{
    private const int OpenWriteOnly = 1;
    private const int OpenCreate = 0x40;
    private const int OpenTruncate = 0x200;
    private const uint OwnerOnly = 0x180; // 0600

    public static void Write(string path, ReadOnlySpan<byte> text)
    {
        var temporary = path + ".tmp";
        using (var file = Descriptor.From(Libc.Open(temporary, OpenWriteOnly | OpenCreate | OpenTruncate | Libc.CloseOnExec, OwnerOnly), "create " + path))
            Descriptor.WriteAll(file.Number, text);
        File.Move(temporary, path, overwrite: true);
    }
}
