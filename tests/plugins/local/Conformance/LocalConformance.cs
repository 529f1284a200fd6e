using CsiHost.TestKit.Conformance;
using CsiHost.TestKit.Conformance.Suites;

namespace CsiHost.Plugins.Local.Tests.Conformance;

/// <summary>Everything an author writes to have a driver checked: its settings, and one line for each suite.</summary>
public sealed class LocalHost() : ConformanceHost(new ConformanceSettings
{
    Driver = LocalPlugin.DriverName,
    PluginFolder = Composed.Plugin("local"),
    HostFolder = Composed.Host,
    Configuration = new Dictionary<string, string> { ["Root"] = "{work}/root", ["AllowMultiNodeModes"] = "true" },
    Parameters = new Dictionary<string, string> { ["directoryMode"] = "0750" },
    MutableParameters = new Dictionary<string, string> { ["directoryMode"] = "0700" },
});

[CollectionDefinition("local")]
public sealed class LocalConformance : ICollectionFixture<LocalHost>;

[Collection("local")]
public sealed class Identity(LocalHost host) : IdentitySuite(host);

[Collection("local")]
public sealed class Provisioning(LocalHost host) : ProvisioningSuite(host);

[Collection("local")]
public sealed class Validation(LocalHost host) : ValidationSuite(host);

[Collection("local")]
public sealed class Capacity(LocalHost host) : CapacitySuite(host);

[Collection("local")]
public sealed class Listing(LocalHost host) : ListingSuite(host);

[Collection("local")]
public sealed class VolumeGet(LocalHost host) : VolumeGetSuite(host);

[Collection("local")]
public sealed class Snapshots(LocalHost host) : SnapshotSuite(host);

[Collection("local")]
public sealed class SnapshotListing(LocalHost host) : SnapshotListingSuite(host);

[Collection("local")]
public sealed class SnapshotGet(LocalHost host) : SnapshotGetSuite(host);

[Collection("local")]
public sealed class Clone(LocalHost host) : CloneSuite(host);

[Collection("local")]
public sealed class Expansion(LocalHost host) : ExpansionSuite(host);

[Collection("local")]
public sealed class Modify(LocalHost host) : ModifySuite(host);

[Collection("local")]
public sealed class NodePublish(LocalHost host) : NodePublishSuite(host);

[Collection("local")]
public sealed class NodeStage(LocalHost host) : NodeStageSuite(host);

[Collection("local")]
public sealed class SingleWriter(LocalHost host) : SingleWriterSuite(host);

[Collection("local")]
public sealed class Stats(LocalHost host) : StatsSuite(host);

[Collection("local")]
public sealed class NodeExpansion(LocalHost host) : NodeExpansionSuite(host);

[Collection("local")]
public sealed class BadInput(LocalHost host) : BadInputSuite(host);
