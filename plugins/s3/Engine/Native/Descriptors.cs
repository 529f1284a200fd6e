namespace CsiHost.S3Engine.Native;

/// <summary>What a child process gets of our descriptors.</summary>
internal static class Descriptors
{
    private const int SetDescriptorFlags = 2; // F_SETFD
    private const int ReadWrite = Libc.ReadWrite;

    /// <summary>Lets children have it.</summary>
    public static void Inherit(int descriptor) => _ = Libc.Control(descriptor, SetDescriptorFlags, 0);

    /// <summary>Keeps it from children.</summary>
    public static void Keep(int descriptor) => _ = Libc.Control(descriptor, SetDescriptorFlags, 1);

    /// <summary>A service in the background has no terminal: its three standard streams lead nowhere.</summary>
    public static void CloseStandard()
    {
        var nowhere = Libc.Open("/dev/null", ReadWrite, 0);
        for (var standard = 0; standard < 3; standard++)
            _ = Libc.Duplicate(nowhere, standard);
        if (nowhere > 2)
            _ = Libc.Close(nowhere);
    }
}
