using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Mounts;

namespace CsiHost.Tests.Mounts.Rig;

/// <summary>A test with a rig of its own.</summary>
public abstract class MountTest : IAsyncLifetime
{
    protected MountRig Rig { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Rig.DisposeAsync();

    internal static async Task<CsiException> Refused(ValueTask call) => await Should.ThrowAsync<CsiException>(call.AsTask());

    internal static ValueTask Unpublish(NodeMounts mounts, string target, string volume = "vol-1") =>
        mounts.UnpublishAsync(new VolumeId(volume), new AbsolutePath(target), MountRig.Call, default);
}
