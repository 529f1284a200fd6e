using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using Amazon.Runtime;

namespace CsiHost.Plugins.FipsCrypto.Tests.Scan;

/// <summary>
/// A second world of these tests and of the AWS SDK, in whose core MD5 throws at its first instruction: the managed one, and what tries the
/// system's first, which works on the machine that tests.
/// </summary>
internal sealed class WithoutMd5Context(string core) : AssemblyLoadContext("without MD5")
{
    private const byte LoadNull = 0x14;
    private const byte Throw = 0x7A;

    /// <returns>The given type, in that world.</returns>
    public static Type Load(string folder, Type type)
    {
        var path = Path.Combine(folder, "AWSSDK.Core.dll");
        File.WriteAllBytes(path, Patch(File.ReadAllBytes(typeof(AmazonServiceClient).Assembly.Location)));
        return new WithoutMd5Context(path).LoadFromAssemblyPath(type.Assembly.Location).GetType(type.FullName!, throwOnError: true)!;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == "AWSSDK.Core")
            return LoadFromAssemblyPath(core);
        var beside = Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll");
        return assemblyName.Name!.StartsWith("AWSSDK.", StringComparison.Ordinal) ? LoadFromAssemblyPath(beside) : null;
    }

    private static byte[] Patch(byte[] image)
    {
        using var reader = new PEReader([.. image]);
        var metadata = reader.GetMetadataReader();
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            var type = metadata.GetTypeDefinition(method.GetDeclaringType());
            var isMd5 = metadata.GetString(type.Namespace) == "ThirdParty.MD5" || metadata.GetString(type.Name) == "HashingWrapperMD5" || metadata.GetString(method.Name) == "ComputeMD5Hash";
            if (isMd5 && method.RelativeVirtualAddress != 0)
                Patch(image, reader, method.RelativeVirtualAddress);
        }

        return image;
    }

    /// <summary>The header of a body has one byte or twelve (ECMA-335, II.25.4).</summary>
    private static void Patch(byte[] image, PEReader reader, int address)
    {
        var section = reader.PEHeaders.SectionHeaders[reader.PEHeaders.GetContainingSectionIndex(address)];
        var offset = address - section.VirtualAddress + section.PointerToRawData;
        offset += (image[offset] & 3) == 2 ? 1 : 12;
        (image[offset], image[offset + 1]) = (LoadNull, Throw);
    }
}
