using CsiHost.TestKit.Conformance;
using CsiHost.TestKit.Conformance.Suites;
using Xunit;

namespace ExampleStorage.Tests;

/// <summary>Runs the real host with the published plugin. Needs root: the suites mount volumes.</summary>
public sealed class StorageHost() : ConformanceHost(new ConformanceSettings
{
    Driver = "storage.example.com",
    PluginFolder = Path.Combine(AppContext.BaseDirectory, "plugin"),
    Configuration = new Dictionary<string, string> { ["Root"] = "{work}/volumes" },
});

[CollectionDefinition("conformance")]
public sealed class Conformance : ICollectionFixture<StorageHost>;

// One line for each suite. Identity fails when the driver advertises something whose suite is missing here.
[Collection("conformance")]
public sealed class Identity(StorageHost host) : IdentitySuite(host);

[Collection("conformance")]
public sealed class Provisioning(StorageHost host) : ProvisioningSuite(host);

[Collection("conformance")]
public sealed class Validation(StorageHost host) : ValidationSuite(host);

[Collection("conformance")]
public sealed class NodePublish(StorageHost host) : NodePublishSuite(host);

[Collection("conformance")]
public sealed class BadInput(StorageHost host) : BadInputSuite(host);
