using System.Text;

namespace CsiHost.Tests.Rpc;

/// <summary>What came back on one stream.</summary>
internal sealed record RawReply
{
    public byte[] Headers { get; init; } = [];

    public byte[] Body { get; init; } = [];

    public bool Ended { get; init; }

    /// <summary>The code of an RST_STREAM.</summary>
    public int? Reset { get; init; }

    /// <summary>The code of a GOAWAY; 0 is a friendly one, after which running calls still end.</summary>
    public int? GoAway { get; init; }

    public bool IsClosed { get; init; }

    public int HeaderFrames { get; init; }

    public bool IsOver => Ended || Reset is not null || GoAway > 0 || IsClosed;

    /// <summary>The server writes header fields without Huffman code, and with the table that <see cref="Frames.Settings"/> allows, without indices.</summary>
    public string HeaderText => Encoding.Latin1.GetString(Headers);

    public string? Status => Field("grpc-status");

    public string? Message => Field("grpc-message");

    /// <summary>A field whose value is shorter than 127 bytes.</summary>
    public string? Field(string name)
    {
        var at = HeaderText.IndexOf(name, StringComparison.Ordinal) + name.Length;
        return at < name.Length ? null : HeaderText.Substring(at + 1, HeaderText[at]);
    }

    public RawReply With(RawFrame frame) => frame.Type switch
    {
        Frames.HeadersType => this with { Headers = [.. Headers, .. frame.Payload], HeaderFrames = HeaderFrames + 1, Ended = frame.EndsStream },
        Frames.DataType => this with { Body = [.. Body, .. frame.Payload], Ended = frame.EndsStream },
        Frames.ResetType => this with { Reset = frame.Payload[3] },
        Frames.GoAwayType => this with { GoAway = frame.Payload[7] },
        _ => this,
    };
}
