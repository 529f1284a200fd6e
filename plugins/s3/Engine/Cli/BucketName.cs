namespace CsiHost.S3Engine.Cli;

/// <summary>A bucket's name, an ARN, or <c>s3://bucket[/prefix/]</c>.</summary>
internal static class BucketName
{
    private const string Scheme = "s3://";

    public static (string Bucket, string Prefix) Parse(string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
            return (Valid(text, mayBeArn: true), "");
        var rest = text[Scheme.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (Valid(rest, mayBeArn: false), "") : (Valid(rest[..slash], mayBeArn: false), FlagValues.Prefix("prefix", rest[(slash + 1)..]));
    }

    private static string Valid(string name, bool mayBeArn)
    {
        if (name.Length is < 3 or > 255)
            throw new UsageException($"invalid bucket name '{name}': it must have 3 to 255 characters");
        if (mayBeArn && name.StartsWith("arn:", StringComparison.Ordinal))
            return name;
        return name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_')
            ? name
            : throw new UsageException($"invalid bucket name '{name}': only letters, digits, '-', '.' and '_' may occur");
    }
}
