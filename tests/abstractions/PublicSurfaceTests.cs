using CsiHost.Abstractions.Plugins;

namespace CsiHost.Abstractions.Tests;

/// <summary>
/// The contract only grows: others have compiled against it. A change of <c>abstractions/PublicApi.txt</c> is therefore looked at in review.
/// Lines may be added; a line that changes or goes breaks plugins and needs a major version.
/// </summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void Surface_OfTheContract_IsTheApprovedOne()
    {
        var approved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PublicApi.txt"));
        var actual = PublicSurface.Describe(typeof(ICsiPlugin).Assembly);
        if (actual == approved)
            return;

        var received = Path.Combine(AppContext.BaseDirectory, "PublicApi.received.txt");
        File.WriteAllText(received, actual);
        var (gone, added) = (approved.Split('\n').Except(actual.Split('\n')), actual.Split('\n').Except(approved.Split('\n')));
        Assert.Fail($"The contract's surface changed.\nGone:\n{string.Join('\n', gone)}\nAdded:\n{string.Join('\n', added)}\n"
            + $"If that is meant, approve it:\n  cp {received} abstractions/PublicApi.txt");
    }

    [Fact]
    public void Types_OfTheContract_AreSealedOrMeantForInheritance() =>
        typeof(ICsiPlugin).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false }).ShouldBeEmpty();

    /// <summary>A positional member is part of a constructor: adding one breaks every compiled caller.</summary>
    [Fact]
    public void Records_OfTheContract_AreNotPositional() =>
        typeof(ICsiPlugin).Assembly.GetExportedTypes()
            .Where(type => type.IsClass && type.GetMethod("<Clone>$") is not null && type.GetMethod("Deconstruct") is not null).ShouldBeEmpty();

    [Fact]
    public void AsyncMethods_OfTheContract_EndWithAToken() =>
        typeof(ICsiPlugin).Assembly.GetExportedTypes().Where(type => type.IsInterface).SelectMany(type => type.GetMethods())
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Where(method => method.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}").ShouldBeEmpty();
}
