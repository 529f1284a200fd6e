using CsiHost.S3Engine.Tests.Support;

namespace CsiHost.S3Engine.Tests.Rows;

/// <summary>Rows of the acceptance table: id, the flags of the mount, and what is done and expected.</summary>
internal sealed class RowTable : Dictionary<string, (string Flags, Action<RowContext> Body)>
{
    public void Add(string id, string flags, Action<RowContext> body) => Add(id, (flags, body));

    public TheoryData<string> Ids => [.. Keys];

    public async Task RunAsync(RowMounts mounts, string id)
    {
        var (flags, body) = this[id];
        var row = await mounts.EnterAsync(id, flags);
        // A program's calls block; they must not take a thread that the stand-in needs.
        var running = Blocking.Run(() => body(row));
        try
        {
            await running.WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            // The call that hangs ends with the mount; the rows after it get another.
            row.Mount.Engine.Signal(9);
            await row.Mount.Engine.EndAsync();
            throw;
        }
    }
}
