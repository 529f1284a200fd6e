using System.Text;

namespace CsiHost.Plugins.Findings;

/// <summary>The catalogue. Numbers rise with the phase in which the host looks: files, lock, assembly, set of plugins, load, start.</summary>
internal static partial class Diagnostics
{
    /// <summary>Every diagnostic in numerical order.</summary>
    public static IReadOnlyList<Diagnostic> All =>
    [
        RootUnusable, WritableByAll, LinkLeadsOut, ManifestMissing, ManifestUnreadable, SchemaUnknown, FileMissing, FileChanged, FileUnlisted,
        NoPlugin, LockUnreadable, LockDiffers, NotInLock, RequiredMissing,
        NotAPlugin, SameInterfaceTwice, WrongArchitecture, NewerFramework, ContractMismatch, PrivateCopy, ReferenceMissing, ManifestDiffers,
        DuplicateId, DuplicateDriver, DuplicateCommand, SecondPolicy, RequirementUnmet, UnknownSection,
        TypesBroken, EntryUnusable, ConfigureFailed, ConfigureSlow, ConfigurationWrong, ContainerBroken, MarkMisplaced, HostedService,
        PolicyUnsatisfied, StartFailed, StartSlow, StopFailed, PolicyRefusesPlugin,
    ];

    public static Diagnostic? Find(string id) => All.FirstOrDefault(diagnostic => diagnostic.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The text of docs/diagnostics.md; a test keeps both equal.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("# Diagnostics of the plugin host\n\n");
        text.Append("The host checks every plugin before and while it loads it, prints all findings together (root causes first) and stops when a\n");
        text.Append("required plugin is concerned. `csi-host plugins explain CSH0008` prints the paragraph of one number.\n");
        foreach (var diagnostic in All)
        {
            text.Append('\n').Append("## ").Append(diagnostic.Id).Append(": ").Append(diagnostic.Title).Append("\n\n");
            text.Append(diagnostic.Explanation).Append("\n\n**Fix:** ").Append(diagnostic.Fix).Append('\n');
        }

        return text.ToString();
    }
}
