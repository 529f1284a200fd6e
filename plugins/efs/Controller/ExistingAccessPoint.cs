using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Aws;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>Whether an access point that has the token is the one that is asked for. Pure.</summary>
internal static class ExistingAccessPoint
{
    /// <exception cref="CsiException">It has another file system, directory or identity (Incompatible), or is being deleted (Unavailable).</exception>
    public static AccessPoint Require(AccessPoint found, ProvisioningPlan plan)
    {
        if (found.State is "deleting" or "deleted")
            throw CsiErrors.Unavailable($"access point {found.Id}, which has the volume's token, is being deleted");
        if (!plan.FileSystemIds.Contains(found.FileSystemId))
            throw Incompatible(found, $"is of file system {found.FileSystemId}, not of {string.Join(" or ", plan.FileSystemIds)}");
        var basePath = GoPath.Clean("/" + plan.BasePath);
        var root = GoPath.Clean("/" + found.RootDirectory);
        if (basePath != "/" && root != basePath && !root.StartsWith(basePath + "/", StringComparison.Ordinal))
            throw Incompatible(found, $"has the root directory {found.RootDirectory}, which is not below the base path {basePath}");
        if (found.PosixUser is not { } user)
            throw Incompatible(found, "has no POSIX user");
        return plan.Ids.Accept(user.Uid, user.Gid)
            ? found
            : throw Incompatible(found, $"has the user id {user.Uid} and group id {user.Gid}, which are not those asked for");
    }

    private static CsiException Incompatible(AccessPoint found, string difference) =>
        CsiErrors.Incompatible($"access point {found.Id} has the volume's token and {difference}");
}
