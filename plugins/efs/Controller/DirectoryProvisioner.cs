using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Native;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>
/// A directory a claim, without an access point: no limit of 10 000, and clients keep their own user ids. The first file system is used; a
/// directory takes no quota that could be full.
/// </summary>
internal sealed class DirectoryProvisioner(RootMounts mounts)
{
    private const string DefaultPermissions = "777";

    public async ValueTask<VolumeHandle> ProvisionAsync(ProvisioningPlan plan, CancellationToken cancellationToken)
    {
        var mode = ReadMode(plan.Permissions.Length > 0 ? plan.Permissions : DefaultPermissions);
        if (plan.Directory == "/")
            throw CsiErrors.InvalidArgument(ProvisioningSwitches.Field(ParameterKeys.SubPathPattern), "makes the root of the file system; a volume of mode efs-dir needs a directory of its own");
        var fileSystemId = plan.FileSystemIds[0];
        var path = await mounts.UseAsync(
            StorageKind.Efs, fileSystemId, plan.CrossAccount, (root, _) => Task.FromResult(Make(root, plan, mode)), cancellationToken);
        return new VolumeHandle { FileSystemId = fileSystemId, Path = path };
    }

    // Repeatable: the record is there before the directory, and names it for ever.
    private static string Make(string root, ProvisioningPlan plan, UnixFileMode mode)
    {
        var record = DirectoryRecords.Find(root, plan.Name);
        if (record is null)
            DirectoryRecords.Save(root, record = new DirectoryRecord(plan.Name, plan.Directory));
        else if (!IsBelow(plan.BasePath, record.Path))
            throw CsiErrors.Incompatible($"volume {plan.Name} exists as the directory {record.Path}, which is not below the base path {plan.BasePath}");
        var path = VolumeTree.Make(root, record.Path);
        Ownership.Set(path, plan.Ids.Uid ?? 0, plan.Ids.Gid ?? 0);
        File.SetUnixFileMode(path, mode);
        return record.Path;
    }

    private static bool IsBelow(string basePath, string path) =>
        GoPath.Clean("/" + basePath) is var root && (root == "/" || path == root || path.StartsWith(root + "/", StringComparison.Ordinal));

    private static UnixFileMode ReadMode(string text) => text.Length is 3 or 4 && text.All(static digit => digit is >= '0' and <= '7')
        ? (UnixFileMode)Convert.ToInt32(text, 8)
        : throw CsiErrors.InvalidArgument(ProvisioningSwitches.Field(ParameterKeys.DirectoryPerms), "must be an octal mode such as 700 or 0777");
}
