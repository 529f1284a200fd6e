namespace CsiHost.S3Engine.Resume;

/// <summary>Hears of open files and directories.</summary>
internal interface IHandleJournal
{
    void Opened(ulong number, object handle);
    void Closed(ulong number);
}
