namespace CsiHost.S3Engine.Files;

/// <summary>Hears what a later process needs to know to go on with the same kernel. Called under the table's lock, so it must be quick.</summary>
internal interface INodeJournal
{
    void Known(Node node);
    void Dropped(Node node);
}
