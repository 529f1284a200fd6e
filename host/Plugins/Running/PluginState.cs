namespace CsiHost.Plugins.Running;

/// <summary>How far a plugin came.</summary>
internal enum PluginState
{
    /// <summary>Its files are right; not loaded in this run.</summary>
    Discovered,

    /// <summary>Refused before any of its code ran.</summary>
    Rejected,

    /// <summary>Configured; its container stands.</summary>
    Loaded,

    /// <summary>Works.</summary>
    Started,

    /// <summary>Its code failed while it was loaded or started.</summary>
    Failed,

    /// <summary>Stopped in order.</summary>
    Stopped,
}
