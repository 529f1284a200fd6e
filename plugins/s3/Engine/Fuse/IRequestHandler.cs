namespace CsiHost.S3Engine.Fuse;

/// <summary>Takes requests off the reader threads. It must not block: what has to wait goes on elsewhere and answers from there.</summary>
internal interface IRequestHandler
{
    /// <summary>True: the handler keeps the buffer and frees it when it has answered.</summary>
    bool Handle(RequestBuffer buffer, int length);

    /// <summary>The device answered that the file system is gone, or DESTROY came.</summary>
    void Ended();
}
