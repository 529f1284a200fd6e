namespace CsiHost.Plugins.S3.Attachments;

/// <summary>An object's place in its collection; the namespace is empty for what has none.</summary>
internal readonly record struct ObjectKey(string Namespace, string Name)
{
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
