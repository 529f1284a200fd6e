namespace CsiHost.S3Engine.Writing;

/// <summary>Hears of multipart uploads, so that a later process can abort what this one leaves behind.</summary>
internal interface IUploadJournal
{
    void Started(string key, string uploadId);
    void Ended(string key, string uploadId);
}
