using System.Text;
using CsiHost.S3Engine.Tests.Support;

namespace CsiHost.S3Engine.Tests.Faults;

/// <summary>Random operations on the mount beside a model of what a file system on a bucket should be; a failing run is cut down to its shortest.</summary>
[Trait("tier", "functional")]
public sealed class ModelTests : IAsyncLifetime
{
    private static readonly string[] Names = ["a", "b", "d/x", "d/y", "d/e/z", "a-b"];
    private MountedBucket _mount = null!;

    public async Task InitializeAsync() => _mount = await MountedBucket.StartAsync(["--allow-delete", "--allow-overwrite"]);

    public async Task DisposeAsync() => await _mount.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RandomOperations_LeaveMountBucketAndModelEqual(int seed)
    {
        var random = new Random(seed);
        var steps = Enumerable.Range(0, 300).Select(_ => new Step(random.Next(6), Names[random.Next(Names.Length)], random.Next(1, 200_000))).ToList();
        if (Run(steps, 0) is not { } failure)
            return;
        var run = 1;
        // As short as half a minute makes it.
        for (var (i, until) = (steps.Count - 1, Environment.TickCount64 + 30_000); i >= 0 && Environment.TickCount64 < until; i--)
        {
            var shorter = steps.Where((_, index) => index != i).ToList();
            if (Run(shorter, run++) is { } still)
                (steps, failure) = (shorter, still);
        }
        Assert.Fail($"{failure}\nafter: {string.Join("; ", steps)}");
    }

    /// <summary>Null: all went as the model says.</summary>
    private string? Run(List<Step> steps, int run)
    {
        var model = new Dictionary<string, string>();
        var root = $"run-{Guid.NewGuid():N}-{run}";
        _mount.S3.Store.Put($"{root}/keep", "x");
        foreach (var step in steps)
        {
            var path = _mount[$"{root}/{step.Name}"];
            var expected = model.GetValueOrDefault(step.Name);
            var problem = step.Kind switch
            {
                0 or 1 => Write(path, step, model),
                2 => File.Exists(path) == (expected is not null) ? null : $"{step}: exists is {File.Exists(path)}",
                3 => expected is null || File.ReadAllText(path) == expected ? null : $"{step}: other content",
                4 => Delete(path, step, model),
                _ => Listing(root, model),
            };
            if (problem is not null)
                return problem;
        }
        var stored = _mount.S3.Store.List($"{root}/", "", int.MaxValue, null).Lines.Select(line => line.Key[(root.Length + 1)..]).Where(key => key != "keep");
        return stored.Order().SequenceEqual(model.Keys.Order()) ? null : "the bucket holds other keys than the model";
    }

    private static string? Write(string path, Step step, Dictionary<string, string> model)
    {
        var text = new string((char)('a' + step.Size % 26), step.Size);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var flags = Sys.WriteOnly | Sys.Create | Sys.Truncate;
        var file = Sys.Open(path, flags);
        if (file < 0)
            return $"{step}: open for writing gave {file}";
        if (Sys.Write(file, Encoding.UTF8.GetBytes(text)) != text.Length || Sys.Close(file) != 0)
            return $"{step}: write failed";
        model[step.Name] = text;
        return null;
    }

    private static string? Delete(string path, Step step, Dictionary<string, string> model)
    {
        var result = Sys.Unlink(path);
        return model.Remove(step.Name) ? result == 0 ? null : $"{step}: unlink gave {result}" : result is Sys.ENOENT ? null : $"{step}: unlink of nothing gave {result}";
    }

    private string? Listing(string root, Dictionary<string, string> model)
    {
        var files = Directory.EnumerateFiles(_mount[root], "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_mount[root], file)).Where(name => name != "keep");
        return files.Order().SequenceEqual(model.Keys.Order()) ? null : $"the listing is {string.Join(' ', files)}, the model {string.Join(' ', model.Keys)}";
    }

    private readonly record struct Step(int Kind, string Name, int Size);
}
