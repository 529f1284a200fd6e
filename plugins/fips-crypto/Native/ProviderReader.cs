using System.Runtime.InteropServices;
using CsiHost.Plugins.FipsCrypto.Proof;

namespace CsiHost.Plugins.FipsCrypto.Native;

/// <summary>Lists the active providers and asks the FIPS provider about itself.</summary>
internal static unsafe class ProviderReader
{
    public static (IReadOnlyList<string> Names, ProviderFacts? Fips) Read()
    {
        var providers = new List<nint>();
        var handle = GCHandle.Alloc(providers);
        try
        {
            _ = LibCrypto.ForEachProvider(0, &Collect, GCHandle.ToIntPtr(handle));
        }
        finally
        {
            handle.Free();
        }

        var fips = providers.Find(static provider => NameOf(provider) == "fips");
        return ([.. providers.Select(NameOf)], fips == 0 ? null : Describe(fips));
    }

    public static string NameOf(nint provider) => provider == 0 ? "" : Marshal.PtrToStringUTF8(LibCrypto.ProviderName(provider)) ?? "";

    [UnmanagedCallersOnly]
    private static int Collect(nint provider, nint argument)
    {
        ((List<nint>)GCHandle.FromIntPtr(argument).Target!).Add(provider);
        return 1;
    }

    private static ProviderFacts Describe(nint provider) => new()
    {
        Name = Text(provider, "name"u8),
        Version = Text(provider, "version"u8),
        Build = Text(provider, "buildinfo"u8),
        IsRunning = Number(provider, "status"u8) == 1,
        HasSecurityChecks = Number(provider, "security-checks"u8) == 1,
        SelfTest = LibCrypto.ProviderSelfTest(provider) == 1,
    };

    private static string Text(nint provider, ReadOnlySpan<byte> key)
    {
        nint text = 0;
        Ask(provider, key, OsslParam.Utf8Pointer, &text, 0);
        return Marshal.PtrToStringUTF8(text) ?? "";
    }

    private static int Number(nint provider, ReadOnlySpan<byte> key)
    {
        var number = 0;
        Ask(provider, key, OsslParam.Integer, &number, sizeof(int));
        return number;
    }

    private static void Ask(nint provider, ReadOnlySpan<byte> key, uint type, void* answer, nuint size)
    {
        // Two entries: the question, and one of zeros that ends the list. UTF-8 literals end with a zero byte.
        var parameters = stackalloc OsslParam[2];
        fixed (byte* name = key)
        {
            parameters[0] = new OsslParam { Key = (nint)name, Type = type, Data = (nint)answer, Size = size, ReturnSize = nuint.MaxValue };
            parameters[1] = default;
            _ = LibCrypto.ProviderParameters(provider, parameters);
        }
    }
}
