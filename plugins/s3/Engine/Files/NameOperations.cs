using System.Net;
using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Hosting;
using CsiHost.S3Engine.Native;
using CsiHost.S3Engine.S3;

namespace CsiHost.S3Engine.Files;

/// <summary>Directories, removal and renaming.</summary>
internal sealed class NameOperations(MountContext mount, NodeTable nodes, Lookups lookups)
{
    private const uint NoReplace = 1;
    private volatile bool _cannotRename = mount.Kind != BucketKind.Directory;

    /// <summary>A directory of this mount only, until a file below it is uploaded.</summary>
    public async Task<Node> MakeDirectoryAsync(Node parent, string name, CancellationToken cancellation)
    {
        if (await lookups.FindAsync(parent, name, LookupUse.Operation, cancellation) is not null)
            throw new FuseException(Errno.Exists);
        if (mount.Options.ReadOnly)
            throw new FuseException(Errno.ReadOnly);
        var node = nodes.AddLocal(parent, name, isDirectory: true, NodeState.Local);
        lookups.Created(node);
        nodes.CountLookup(node);
        return node;
    }

    public async Task RemoveDirectoryAsync(Node parent, string name, CancellationToken cancellation)
    {
        var node = await lookups.RequireAsync(parent, name, LookupUse.Operation, cancellation);
        if (!node.IsDirectory)
            throw new FuseException(Errno.NotDirectory);
        if (node.IsRemote)
            throw new FuseException(Errno.NotPermitted);
        nodes.RemoveLocalDirectory(node);
    }

    public async Task UnlinkAsync(Node parent, string name, CancellationToken cancellation)
    {
        var node = await lookups.RequireAsync(parent, name, LookupUse.Operation, cancellation);
        if (node.IsDirectory)
            throw new FuseException(Errno.IsDirectory);
        if (!mount.Options.AllowDelete)
            throw new FuseException(Errno.NotPermitted);
        await SettleAsync(node);
        if (node.State != NodeState.Remote || node.Writer is not null)
            throw new FuseException(Errno.NotPermitted);
        await mount.Client.DeleteAsync(mount.KeyOf(node), cancellation);
        nodes.Remove(node);
    }

    public async Task RenameAsync(Node parent, string name, Node newParent, string newName, uint flags, CancellationToken cancellation)
    {
        if ((flags & ~NoReplace) != 0)
            throw new FuseException(Errno.Invalid);
        // A general-purpose bucket answers 501 to RenameObject, and other servers take it for a PUT of nothing: there it is never tried.
        if (_cannotRename)
            throw new FuseException(Errno.NotImplemented);
        EntryName.Require(newName);
        var node = await lookups.RequireAsync(parent, name, LookupUse.Operation, cancellation);
        if (node.IsDirectory || node.State != NodeState.Remote || node.Writer is not null)
            throw new FuseException(Errno.NotPermitted);
        var overwrites = mount.Options.AllowOverwrite && (flags & NoReplace) == 0;
        if (await lookups.FindAsync(newParent, newName, LookupUse.Operation, cancellation) is { } target)
        {
            if (target.IsDirectory)
                throw new FuseException(Errno.IsDirectory);
            if (!overwrites)
                throw new FuseException(Errno.Exists);
            if (!target.IsRemote || target.Writer is not null)
                throw new FuseException(Errno.NotPermitted);
        }
        await RenameObjectAsync(node, newParent, newName, overwrites, cancellation);
    }

    private async Task RenameObjectAsync(Node node, Node newParent, string newName, bool overwrites, CancellationToken cancellation)
    {
        node.State = NodeState.Renaming;
        try
        {
            await mount.Client.RenameAsync(mount.KeyOf(node), mount.KeyOf(newParent, newName), overwrites, cancellation);
            nodes.Move(node, newParent, newName);
            lookups.Created(node);
        }
        catch (S3Exception exception)
        {
            throw new FuseException(Meaning(exception), exception.Message, exception);
        }
        finally
        {
            node.State = NodeState.Remote;
        }
    }

    private Errno Meaning(S3Exception refusal)
    {
        if (refusal.Status == HttpStatusCode.NotImplemented)
            _cannotRename = true;
        return refusal.Status switch
        {
            HttpStatusCode.NotImplemented => Errno.NotImplemented,
            HttpStatusCode.NotFound => Errno.NotFound,
            HttpStatusCode.PreconditionFailed => Errno.Exists,
            HttpStatusCode.BadRequest when refusal.Code == "KeyTooLongError" => Errno.NameTooLong,
            _ => Errno.Io,
        };
    }

    /// <summary>A file that was closed and whose upload was left for later is finished first.</summary>
    private static async Task SettleAsync(Node node)
    {
        if (node.Writer is { IsDeferred: true } pending && pending.Accepted > 0)
            _ = await pending.FinishAsync();
    }
}
