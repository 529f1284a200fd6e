using System.Text;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>Compares texts by their UTF-8 bytes, as peers in other languages do.</summary>
internal static class ByteOrder
{
    public static Comparer<string> Comparer { get; } =
        Comparer<string>.Create(static (left, right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));
}
