namespace CsiHost.Plugins.Inspection;

/// <summary>The attributes by which a plugin's classes are found.</summary>
internal enum MarkKind
{
    Backend,
    Service,
    CryptoPolicy,
    Command,
}
