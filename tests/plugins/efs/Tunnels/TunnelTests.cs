namespace CsiHost.Plugins.Efs.Tests.Tunnels;

[CollectionDefinition("tunnels")]
public sealed class TunnelTests : ICollectionFixture<SharedKey>;
