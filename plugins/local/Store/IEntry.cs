namespace CsiHost.Plugins.Local.Store;

/// <summary>What the records of volumes and snapshots have in common.</summary>
internal interface IEntry
{
    /// <summary>The id, which is also the name of the entry's folder.</summary>
    string Id { get; }

    /// <summary>The orchestrator's name, from which the id is made.</summary>
    string Name { get; }

    /// <summary>Differs for two entries that had the same name one after the other.</summary>
    Guid Instance { get; }
}
