using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace CsiHost.Plugins.Inspection;

/// <summary>Reads an assembly's metadata from its bytes. No code of it runs and no type of it is loaded.</summary>
internal static class AssemblyInspector
{
    /// <summary>Null when the bytes are no .NET assembly.</summary>
    public static AssemblyFacts? Inspect(string fileName, byte[] content)
    {
        try
        {
            using var image = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(content));
            return image.HasMetadata && image.GetMetadataReader() is { IsAssembly: true } metadata ? Read(fileName, image, metadata) : null;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    private static AssemblyFacts Read(string fileName, PEReader image, MetadataReader metadata)
    {
        var attributes = AttributeReader.Read(metadata);
        var references = new List<string>();
        Version? contract = null;

        // Loops, not LINQ, over the structs of metadata: their generic code would have to be compiled at every start.
        foreach (var handle in metadata.AssemblyReferences)
        {
            var reference = metadata.GetAssemblyReference(handle);
            references.Add(metadata.GetString(reference.Name));
            if (references[^1] == SharedAssemblies.Contract)
                contract = reference.Version;
        }

        return new AssemblyFacts
        {
            FileName = fileName,
            PluginId = attributes.PluginId,
            EntryType = attributes.EntryType,
            Version = WithoutBuild(attributes.Version ?? metadata.GetAssemblyDefinition().Version.ToString(3)),
            Contract = contract,
            TargetFramework = attributes.TargetFramework ?? "",
            Machine = MachineOf(image.PEHeaders),
            References = references,
            Marks = attributes.Marks,
        };
    }

    private static string WithoutBuild(string version) => version.Split('+', 2)[0];

    /// <summary>
    /// Portable code says I386. ReadyToRun code for Linux says its processor xor 0x7B79, which is undone here; ReadyToRun code for another
    /// system then gives a number that no processor has.
    /// </summary>
    private static Machine? MachineOf(PEHeaders headers)
    {
        const int linux = 0x7B79;
        var machine = headers.CoffHeader.Machine;
        if (headers.CorHeader is { ManagedNativeHeaderDirectory.Size: > 0 })
            return (Machine)((ushort)machine ^ linux);
        return machine == System.Reflection.PortableExecutable.Machine.I386 ? null : machine;
    }
}
