namespace CsiHost.S3Engine.S3;

/// <summary>What the metric lines and the tests count.</summary>
internal sealed class S3Counters
{
    private long _requests;
    private long _failures;
    private long _received;
    private long _uploaded;

    public long Requests => Volatile.Read(ref _requests);
    public long Failures => Volatile.Read(ref _failures);
    public long BytesReceived => Volatile.Read(ref _received);
    public long BytesUploaded => Volatile.Read(ref _uploaded);

    public void Sent() => Interlocked.Increment(ref _requests);
    public void Failed() => Interlocked.Increment(ref _failures);
    public void Received(long bytes) => Interlocked.Add(ref _received, bytes);
    public void Uploaded(long bytes) => Interlocked.Add(ref _uploaded, bytes);
}
