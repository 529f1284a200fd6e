using System.Buffers;
using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Files;

/// <summary>The operations on names, attributes and open files; each answers when it ends.</summary>
internal sealed partial class Dispatcher
{
    private void Lookup(RequestHeader header, string name)
    {
        var parent = nodes.Get(header.Node);
        Run(header, async cancellation =>
        {
            var node = await lookups.RequireAsync(parent, name, LookupUse.Lookup, cancellation);
            mount.Replies.Send(header.Unique, attributes.Entry(node));
        });
    }

    private void GetAttributes(RequestHeader header)
    {
        var node = nodes.Get(header.Node);
        if (lookups.IsFresh(node))
        {
            mount.Replies.Send(header.Unique, attributes.Reply(node));
            return;
        }
        Run(header, async cancellation =>
        {
            await lookups.RevalidateAsync(node, LookupUse.Fresh, cancellation);
            mount.Replies.Send(header.Unique, attributes.Reply(node));
        });
    }

    /// <summary>Objects keep their attributes; a file that is new here takes times and ignores the rest.</summary>
    private void SetAttributes(in RequestHeader header, in SetAttributesRequest wanted)
    {
        var node = nodes.Get(header.Node);
        if (node.IsRemote || (node.IsDirectory && node.Parent is null))
            throw new FuseException(Errno.NotPermitted);
        var now = mount.Time.GetUtcNow().UtcTicks;
        if (wanted.Valid.HasFlag(SetAttributesMask.ModifyTime))
            node.Modified = wanted.Valid.HasFlag(SetAttributesMask.ModifyTimeNow) ? now : Ticks(wanted.ModifyTime, wanted.ModifyNanoseconds);
        if (wanted.Valid.HasFlag(SetAttributesMask.AccessTime))
            node.Accessed = wanted.Valid.HasFlag(SetAttributesMask.AccessTimeNow) ? now : Ticks(wanted.AccessTime, wanted.AccessNanoseconds);
        mount.Replies.Send(header.Unique, attributes.Reply(node));
    }

    private void Open(RequestHeader header, uint flags)
    {
        var node = nodes.Get(header.Node);
        Run(header, async cancellation => mount.Replies.Send(header.Unique, await files.OpenAsync(node, flags, header.Process, cancellation)));
    }

    private void Create(RequestHeader header, uint flags, string name)
    {
        var parent = nodes.Get(header.Node);
        Run(header, async cancellation =>
        {
            var (node, open) = await files.CreateAsync(parent, name, flags, header.Process, cancellation);
            mount.Replies.Send(header.Unique, new CreateReply { Entry = attributes.Entry(node), Open = open });
        });
    }

    private void MakeNode(RequestHeader header, uint mode, string name)
    {
        const uint typeMask = 0xF000;
        const uint regular = 0x8000;
        var parent = nodes.Get(header.Node);
        if ((mode & typeMask) is not (0 or regular))
            throw new FuseException(Errno.Invalid);
        Run(header, async cancellation =>
        {
            var node = await files.MakeAsync(parent, name, NodeState.Local, cancellation);
            nodes.CountLookup(node);
            mount.Replies.Send(header.Unique, attributes.Entry(node));
        });
    }

    private void MakeDirectory(RequestHeader header, string name)
    {
        var parent = nodes.Get(header.Node);
        Run(header, async cancellation => mount.Replies.Send(header.Unique, attributes.Entry(await names.MakeDirectoryAsync(parent, name, cancellation))));
    }

    private void Unlink(RequestHeader header, string name)
    {
        var parent = nodes.Get(header.Node);
        Run(header, async cancellation =>
        {
            await names.UnlinkAsync(parent, name, cancellation);
            mount.Replies.Done(header.Unique);
        });
    }

    private void RemoveDirectory(RequestHeader header, string name)
    {
        var parent = nodes.Get(header.Node);
        Run(header, async cancellation =>
        {
            await names.RemoveDirectoryAsync(parent, name, cancellation);
            mount.Replies.Done(header.Unique);
        });
    }

    private void Rename(RequestHeader header, ulong newParent, uint flags, (string Old, string New) name)
    {
        var (from, to) = (nodes.Get(header.Node), nodes.Get(newParent));
        Run(header, async cancellation =>
        {
            await names.RenameAsync(from, name.Old, to, name.New, flags, cancellation);
            mount.Replies.Done(header.Unique);
        });
    }

    /// <summary>FLUSH and FSYNC: an upload that they end is waited for, and not given up when the program is interrupted.</summary>
    private void Close(RequestHeader header, Task<Errno>? upload)
    {
        if (upload is null)
            mount.Replies.Done(header.Unique);
        else
            Run(header, async _ => mount.Replies.Error(header.Unique, await upload));
    }

    /// <summary>The kernel waits for no answer to RELEASE, but it is owed one.</summary>
    private void Release(ulong unique, ulong handle)
    {
        mount.Replies.Done(unique);
        _ = files.ReleaseAsync(handle);
    }

    private void OpenDirectory(in RequestHeader header)
    {
        var node = nodes.Get(header.Node);
        if (!node.IsDirectory)
            throw new FuseException(Errno.NotDirectory);
        mount.Replies.Send(header.Unique, new OpenReply { Handle = handles.Add(new DirectoryStream(mount, nodes, attributes, node)) });
    }

    private void ReadDirectory(RequestHeader header, ReadRequest read, bool plus)
    {
        var stream = handles.Get<DirectoryStream>(read.Handle, Errno.Invalid);
        Run(header, async _ =>
        {
            var (buffer, length) = await stream.ReadAsync(read.Offset, (int)read.Size, plus);
            mount.Replies.Send(header.Unique, buffer.AsSpan(0, length));
            ArrayPool<byte>.Shared.Return(buffer);
        });
    }

    private void ReleaseDirectory(ulong unique, ulong handle)
    {
        if (handles.Remove(handle) is not DirectoryStream stream)
            throw new FuseException(Errno.Invalid);
        stream.Dispose();
        mount.Replies.Done(unique);
    }

    private static long Ticks(ulong seconds, uint nanoseconds) =>
        DateTime.UnixEpoch.Ticks + (long)Math.Min(seconds, 200_000_000_000) * TimeSpan.TicksPerSecond + nanoseconds / TimeSpan.NanosecondsPerTick;
}
