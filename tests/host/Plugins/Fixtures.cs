using System.Reflection;

namespace CsiHost.Tests.Plugins;

/// <summary>The compiled fixture plugins of tests/fixtures.</summary>
internal static class Fixtures
{
    public static string Root { get; } = typeof(Fixtures).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "FixtureDirectory").Value!;

    public static string Entry(string fixture) => Path.Combine(Root, fixture, $"Fixture.{fixture}.dll");
}
