namespace CsiHost.Tests.Rpc;

internal sealed record RawFrame(byte Type, byte Flags, int Stream, byte[] Payload)
{
    public bool EndsStream => Type is Frames.DataType or Frames.HeadersType && (Flags & 1) != 0;
}
