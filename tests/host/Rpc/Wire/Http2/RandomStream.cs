namespace CsiHost.Tests.Rpc.Wire.Http2;

/// <summary>The bytes of a lively client, always the same for a seed.</summary>
internal sealed class RandomStream(int seed)
{
    private readonly Random _random = new(seed);

    public byte[] Bytes(string[] authorities)
    {
        var bytes = new List<byte>(Normalised.Preface);
        bytes.AddRange(Frames.Settings);
        for (int stream = 1, count = _random.Next(2, 12); stream < 2 * count; stream += 2)
        {
            bytes.AddRange(HeaderFrames(stream, Block(authorities)));
            bytes.AddRange(Other(stream));
        }
        return [.. bytes];
    }

    /// <summary>Changes, drops and doubles a few bytes behind the preface.</summary>
    public byte[] Corrupt(byte[] bytes)
    {
        var list = new List<byte>(bytes);
        for (var times = _random.Next(1, 5); times > 0; times--)
        {
            var at = _random.Next(Normalised.Preface.Length, list.Count);
            switch (_random.Next(3))
            {
                case 0:
                    list[at] = (byte)_random.Next(256);
                    break;
                case 1:
                    list.RemoveAt(at);
                    break;
                default:
                    list.Insert(at, list[at]);
                    break;
            }
        }
        return [.. list];
    }

    private byte[] Block(string[] authorities)
    {
        var form = AuthorityCases.Forms[_random.Next(AuthorityCases.Forms.Length)];
        var authority = AuthorityCases.Text(authorities[_random.Next(authorities.Length)], _random.Next(2) == 0);
        var more = Enumerable.Range(0, _random.Next(4)).Select(_ => Hpack.Named(Forms[_random.Next(3)], Text(), Text()));
        return _random.Next(4) == 0 ? [0x83, 0x86, 0xBE] : Hpack.Probe([AuthorityCases.Field(form, authority), .. more]);
    }

    private static byte[] Forms { get; } = [Hpack.Indexing, Hpack.WithoutIndexing, Hpack.NeverIndexed];

    private byte[] Text() => AuthorityCases.Text(new string((char)_random.Next(' ', '~'), _random.Next(200)), _random.Next(2) == 0);

    private byte[] HeaderFrames(int stream, byte[] block)
    {
        if (_random.Next(2) == 0)
            return Frames.Headers(stream, block);
        var cut = _random.Next(block.Length);
        return [.. Frames.Headers(stream, [3, .. block[..cut], 0, 0, 0], Frames.Padded), .. Frames.Continuation(stream, block[cut..])];
    }

    private byte[] Other(int stream)
    {
        var payload = new byte[_random.Next(300)];
        _random.NextBytes(payload);
        return Frames.Frame(_random.Next(3) == 0 ? (byte)_random.Next(2, 9) : Frames.DataType, (byte)_random.Next(256), stream, payload);
    }
}
