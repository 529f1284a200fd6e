using Amazon.Runtime.Internal.Transform;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>An answer's body, read whole: the replies are small, and they are parsed outside of the library.</summary>
internal sealed class BodyContext : UnmarshallerContext
{
    /// <summary>Far more than a page of the largest listing.</summary>
    private const int MaxBytes = 16 * 1024 * 1024;

    public BodyContext(Stream body, IWebResponseData response, bool isException)
    {
        WebResponseData = response;
        IsException = isException;
        var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = body.Read(chunk)) > 0;)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > MaxBytes)
                throw new InvalidDataException($"the answer is larger than {MaxBytes} bytes");
        }
        Body = buffer.ToArray();
    }

    public byte[] Body { get; }

    public override string CurrentPath => "";

    public override int CurrentDepth => 0;

    public override bool IsStartElement => false;

    public override bool IsEndElement => false;

    public override bool IsStartOfDocument => false;
}
