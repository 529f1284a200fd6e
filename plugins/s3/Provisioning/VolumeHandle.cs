using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>
/// The handle of a provisioned volume, <c>s3:REGION:BUCKET</c> or <c>s3:REGION:BUCKET:PREFIX/</c>: all that is needed to delete it. Handles of static volumes
/// are what their authors chose; none of them is deleted.
/// </summary>
internal sealed record VolumeHandle(string Region, string Bucket, string Prefix = "")
{
    public const int MostBytes = 128;
    private const string Start = "s3:";

    public static VolumeHandle? Parse(string text)
    {
        if (!text.StartsWith(Start, StringComparison.Ordinal))
            return null;
        var parts = text[Start.Length..].Split(':', 3);
        var isWhole = parts.Length >= 2 && parts[0].Length > 0 && BucketNaming.FindProblem(parts[1]) is null;
        var prefix = parts.Length == 3 ? parts[2] : "";
        return isWhole && (parts.Length == 2 || (prefix.Length > 1 && prefix.EndsWith('/'))) ? new VolumeHandle(parts[0], parts[1], prefix) : null;
    }

    /// <exception cref="CsiException">The prefix is longer than a handle can hold.</exception>
    public VolumeHandle Check()
    {
        var bytes = System.Text.Encoding.UTF8.GetByteCount(ToString());
        return bytes <= MostBytes ? this : throw CsiErrors.InvalidArgument(
            $"parameters[{ParameterKeys.SubPathPattern}]", $"makes the prefix '{Prefix}', which is {bytes - MostBytes} byte(s) too long: region, bucket and prefix have {MostBytes - 5} together");
    }

    public override string ToString() => Prefix.Length == 0 ? $"{Start}{Region}:{Bucket}" : $"{Start}{Region}:{Bucket}:{Prefix}";
}
