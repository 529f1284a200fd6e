using CsiHost.Abstractions.Plugins;
using ExampleStorage;

[assembly: CsiPlugin("example-storage", typeof(StoragePlugin))]

namespace ExampleStorage;

/// <summary>The host constructs this class and calls <see cref="Configure"/> once. Register your own services here; no I/O.</summary>
internal sealed class StoragePlugin : ICsiPlugin
{
    public const string DriverName = "storage.example.com";

    public void Configure(IPluginBuilder builder) => builder.AddOptions<StorageOptions>();
}
