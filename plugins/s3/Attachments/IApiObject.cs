namespace CsiHost.Plugins.S3.Attachments;

/// <summary>What identifies a stored object and its version.</summary>
internal interface IApiObject
{
    ObjectKey Key { get; }

    string Uid { get; }

    string ResourceVersion { get; }
}
