using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;
using CsiHost.Native;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Mounts;

/// <summary>
/// Mounts with mount(2). Mount points are opened without following links and mounted on by descriptor. A mount whose caller gave up is
/// undone should it still succeed; until then its path takes no other one.
/// </summary>
internal sealed class LinuxMounter(
    MountTable table, TargetPaths paths, BlockingCallRunner runner, Unmounter unmounter, IProcessSupervisor processes, IReadOnlyList<string> helperFolders)
    : IMounter
{
    private readonly MountsInFlight _inFlight = new();

    public ValueTask MountAsync(FileSystemMountStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (step.UseHelper)
            return MountByHelperAsync(step, cancellationToken);
        var options = MountOptionParser.Parse(step.Options);
        return RunAsync(step.Target, () => Mount(step, options), cancellationToken);
    }

    public ValueTask BindAsync(BindMountStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        var flags = MountOptionParser.ParsePerMount(step.Options) | (step.ReadOnly ? MountFlags.ReadOnly : MountFlags.None);
        return RunAsync(step.Target, () => Bind(step, flags), cancellationToken);
    }

    public ValueTask UnmountAsync(string path, UnmountPolicy policy, CancellationToken cancellationToken) =>
        unmounter.UnmountAsync(path, policy, cancellationToken);

    public async ValueTask<SafeFileHandle> MountFuseAsync(
        string source, string target, string fileSystemType, IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var parsed = MountOptionParser.Parse(options);
        SafeFileHandle? device = null;
        try
        {
            await RunAsync(target, () => MountFuse(source, target, fileSystemType, parsed, out device), cancellationToken);
            return device!;
        }
        catch
        {
            device?.Dispose();
            throw;
        }
    }

    /// <summary>Makes the mount at a path, whatever made it, read-only, and everything mounted below it.</summary>
    public async ValueTask MakeReadOnlyAsync(string path, CancellationToken cancellationToken) =>
        await runner.Start("remount " + path, () => Remount(path, MountFlags.ReadOnly, recursive: true)).WaitAsync(cancellationToken);

    private async ValueTask RunAsync(string target, Action mount, CancellationToken cancellationToken)
    {
        var ticket = _inFlight.Enter(target);
        var call = runner.Start("mount " + target, () =>
        {
            using (ticket)
            {
                mount();
                // Nobody waits any more and nobody recorded it: it must not stay.
                if (!ticket.Finish())
                    MountCalls.Unmount(target, UnmountFlags.Detach, target);
            }

            return true;
        });
        if (call.IsFaulted)
            ticket.Dispose();
        try
        {
            await call.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!ticket.Abandon())
        {
            // It finished at the same moment: the mount is there and counts as made.
        }
    }

    private void Mount(FileSystemMountStep step, ParsedMountOptions options)
    {
        paths.EnsureDirectory(step.Target);
        using var target = paths.Open(step.Target);
        MountCalls.Mount(step.Source, FileCalls.PathOf(target), step.FileSystemType, options.Flags, options.Data, step.Target);
    }

    private void Bind(BindMountStep step, MountFlags flags)
    {
        MakeLike(step.Source, step.Target);
        using (var target = paths.Open(step.Target))
        {
            if (flags != MountFlags.None && MountTreeCalls.TryBind(step.Source, target, flags, step.Recursive, step.Target))
                return;
            var kind = MountFlags.Bind | (step.Recursive ? MountFlags.Recursive : MountFlags.None);
            MountCalls.Mount(step.Source, FileCalls.PathOf(target), null, kind, null, step.Target);
        }

        if (flags == MountFlags.None)
            return;
        // A kernel before 5.12. Namespaces that received the bind by propagation keep it without these flags.
        try
        {
            Remount(step.Target, flags, step.Recursive);
        }
        catch
        {
            MountCalls.Unmount(step.Target, UnmountFlags.Detach, step.Target);
            throw;
        }
    }

    private bool Remount(string path, MountFlags added, bool recursive)
    {
        var root = table.Resolve(path);
        var top = table.Find(path) ?? throw CsiErrors.FailedPrecondition($"nothing is mounted at {path}");
        RemountOne(top, path, added);
        if (recursive)
        {
            foreach (var below in table.Read().Where(entry => entry.MountPoint != root && MountTable.Contains(root, entry.MountPoint)))
                RemountOne(below, below.MountPoint, added);
        }

        return true;
    }

    private void RemountOne(MountEntry entry, string path, MountFlags added)
    {
        using var target = paths.Open(path);
        var flags = MountFlags.Remount | MountFlags.Bind | RemountFlags.Adding(entry, added);
        MountCalls.Mount(null, FileCalls.PathOf(target), null, flags, null, path);
    }

    private void MakeLike(string source, string target)
    {
        using var opened = FileCalls.OpenName(source) ?? throw CsiErrors.NotFound($"bind source {source} does not exist");
        // Devices are often named by links, and a link to a folder is for the plugin to resolve: it knows whom it trusts.
        if (FileCalls.Status(opened, source).Kind == FileKind.Directory)
            paths.EnsureDirectory(target);
        else
            paths.EnsureFile(target);
    }

    private void MountFuse(string source, string target, string type, ParsedMountOptions options, out SafeFileHandle device)
    {
        device = FileCalls.OpenDevice("/dev/fuse");
        using var opened = paths.Open(target);
        var mode = Convert.ToString((int)FileCalls.Status(opened, target).Mode & 0xF000, 8);
        var data = $"fd={device.DangerousGetHandle()},rootmode={mode},user_id=0,group_id=0";
        if (options.Data.Length > 0)
            data += "," + options.Data;
        MountCalls.Mount(source, FileCalls.PathOf(opened), type, options.Flags, data, target);
    }

    private async ValueTask MountByHelperAsync(FileSystemMountStep step, CancellationToken cancellationToken)
    {
        foreach (var option in step.Options)
            MountOptionParser.Check(option);
        var helper = FindHelper(step.FileSystemType);
        using var ticket = _inFlight.Enter(step.Target);
        await runner.Start("open " + step.Target, () => paths.EnsureDirectory(step.Target)).WaitAsync(cancellationToken);
        string[] arguments = step.Options.Count == 0
            ? [step.Source, step.Target]
            : [step.Source, step.Target, "-o", string.Join(',', step.Options)];
        var environment = new Dictionary<string, string> { ["PATH"] = string.Join(':', helperFolders) };
        var result = await processes.RunAsync(helper, arguments, environment, cancellationToken);
        if (result.ExitCode != 0)
            throw new CsiException(CsiErrorKind.Unavailable, $"{helper} failed with exit code {result.ExitCode}: {Tail(result)}");
    }

    private string FindHelper(string type)
    {
        if (type.Length == 0 || type.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('.' or '-' or '_')))
            throw CsiErrors.InvalidArgument("fs_type", $"'{type}' is not a file-system type");
        return helperFolders.Select(folder => $"{folder}/mount.{type}").FirstOrDefault(File.Exists)
            ?? throw CsiErrors.FailedPrecondition($"mount.{type} is not installed on this node");
    }

    private static string Tail(ProcessResult result)
    {
        var text = (result.Error.Length > 0 ? result.Error : result.Output).Trim();
        return text.Length > 1024 ? text[^1024..] : text.Length > 0 ? text : "no output";
    }
}
