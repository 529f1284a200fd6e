namespace CsiHost.S3Engine.Hosting;

/// <summary>What the arguments say together with the environment, and the rules that need both or concern several flags: exit code 1.</summary>
internal static class OptionRules
{
    private const long LeastPart = 5 * EngineOptions.MiB;
    private const long MostPart = 5 * 1024 * EngineOptions.MiB;

    public static EngineOptions Complete(EngineOptions options, EngineEnvironment environment)
    {
        var complete = options with
        {
            Region = options.Region ?? environment["AWS_REGION"],
            Endpoint = options.Endpoint ?? (environment["AWS_ENDPOINT_URL"] is { } url ? Endpoint(url) : null),
            CaBundle = options.CaBundle ?? environment["AWS_CA_BUNDLE"],
            Fips = options.Fips || environment.IsTrue("AWS_USE_FIPS_ENDPOINT"),
        };
        Check(complete);
        return complete;
    }

    private static void Check(EngineOptions options)
    {
        RequirePart("read", options.ReadPart);
        RequirePart("write", options.WritePart);
        if (options is { Sse: "AES256", SseKey: not null })
            throw new EngineException("--sse-kms-key-id belongs to --sse aws:kms or aws:kms:dsse, not to AES256");
        if (options.CaBundle is { } bundle && !File.Exists(bundle))
            throw new EngineException($"the file of certificates '{bundle}' (--ca-bundle or AWS_CA_BUNDLE) does not exist");
        if (options.CacheDirectory is { } cache && !Directory.Exists(cache))
            throw new EngineException($"--cache: the directory '{cache}' does not exist");
        if (FuseDescriptor.IsNamed(options.MountPoint) && (options.ReadOnly || options.AutoUnmount))
            throw new EngineException($"--{(options.ReadOnly ? "read-only" : "auto-unmount")} is for directories; a descriptor is mounted by whoever opened it");
    }

    private static void RequirePart(string what, long bytes)
    {
        if (bytes is < LeastPart or > MostPart)
            throw new EngineException($"the {what} part size {bytes} is invalid: S3 takes parts of {LeastPart} to {MostPart} bytes");
    }

    private static Uri Endpoint(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url : throw new EngineException($"AWS_ENDPOINT_URL='{text}' is not an http or https URL");
}
