using CsiHost.S3Engine.Cli;
using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Tests.Cli;

public sealed class CommandLineTests
{
    /// <summary>Rows C2 to C8, C10, C11: exit code 2, with the words that the message must have.</summary>
    public static TheoryData<string, string> Wrong => new()
    {
        { "", "required" },
        { "bucket", "required" },
        { "bucket /mnt extra", "extra" },
        { "bucket /mnt --nonsense", "--nonsense" },
        { "bucket /mnt --prefix a/ --prefix b/", "only once" },
        { "bucket /mnt --read-only=true", "takes no value" },
        { "bucket /mnt --region", "wants a value" },
        { "bucket /mnt --allow-root --allow-other", "--allow-root" },
        { "bucket /mnt --part-size 8388608 --read-part-size 8388608", "--read-part-size" },
        { "bucket /mnt --memory-target 511", "512" },
        { "bucket /mnt --max-threads 0", "from 1 to" },
        { "bucket /mnt --uid 0", "--uid" },
        { "bucket /mnt --gid -1", "--gid" },
        { "bucket /mnt --max-cache-size 10", "--cache" },
        { "bucket /mnt --no-log -d", "--debug" },
        { "bucket /mnt --no-log -l /var/log", "--log-directory" },
        { "bucket /mnt --no-log --log-metrics", "--log-metrics" },
        { "bucket /mnt --otlp-export-interval 5", "--otlp-endpoint" },
        { "bucket /mnt --dir-mode 1777", "octal" },
        { "bucket /mnt --file-mode 9", "octal" },
        { "bucket /mnt --sse-kms-key-id arn:aws:kms:us-east-1:1:key/1", "--sse" },
        { "bucket /mnt --sse aws:kms --sse-kms-key-id arn:aws:kms:us-east-1:1:alias/x", "ARN of a key" },
        { "bucket /mnt --sse none", "AES256" },
        { "bucket /mnt --bucket-type table", "directory" },
        { "bucket /mnt --upload-checksums md5", "crc32c" },
        { "bucket /mnt --metadata-ttl soon", "indefinite" },
        { "bucket /mnt --metadata-ttl 3153600001", "3153600000" },
        { "bucket /mnt --endpoint-url ftp://x", "http" },
        { "bucket /mnt --maximum-throughput-gbps 0.5", "whole number" },
        { "ab /mnt", "3 to 255" },
        { "a/b /mnt", "only letters" },
        { "bucket/ /mnt", "only letters" },
        { "s3://bkt/p /mnt", "'/'" },
        { "s3://arn:aws:s3:::b /mnt", "only letters" },
        { "bucket /mnt --prefix p", "'/'" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void WrongArguments_AreNamed(string arguments, string words) =>
        Should.Throw<UsageException>(() => CommandLine.Parse(Words(arguments))).Message.ShouldContain(words);

    [Fact]
    public void EveryFlag_IsTaken()
    {
        var options = CommandLine.Parse(Words("""
            bucket /mnt --prefix a/ --region=eu-west-1 --endpoint-url http://localhost:1 --force-path-style --dual-stack --requester-pays --bucket-type directory
            --storage-class STANDARD_IA --expected-bucket-owner 123 --sse aws:kms --sse-kms-key-id arn:aws:kms:us-east-1:1:key/1 --upload-checksums off --infer-content-type
            --no-sign-request --profile p --read-only --allow-delete --allow-overwrite --incremental-upload --auto-unmount --allow-other --uid 1 --gid 2 --dir-mode 700
            --file-mode 0600 --maximum-throughput-gbps 25 --max-threads 3 --memory-target 600 --read-part-size 6000000 --write-part-size 7000000 --ca-bundle /ca --bind eth0
            --bind eth1 -l /log --log-metrics -d --debug-crt --cache /cache --metadata-ttl indefinite --negative-metadata-ttl 5 --max-cache-size 7 --user-agent-prefix x -f
            """.ReplaceLineEndings(" ")));
        options.ShouldBe(options with
        {
            Bucket = "bucket",
            MountPoint = "/mnt",
            Prefix = "a/",
            Region = "eu-west-1",
            Kind = BucketKind.Directory,
            DirectoryMode = 0x1C0,
            FileMode = 0x180,
            User = 1,
            Group = 2,
            ReadPart = 6_000_000,
            WritePart = 7_000_000,
            UploadChecksum = UploadChecksum.Off,
            MemoryTargetMiB = 600,
            Foreground = true,
            MetadataTtl = CacheLifetime.Indefinite,
            NegativeTtl = new CacheLifetime(TimeSpan.FromSeconds(5)),
            MaxCacheMiB = 7,
            MaxThreads = 3,
        });
        options.Interfaces.ShouldBe(["eth0", "eth1"]);
    }

    [Fact]
    public void Uri_GivesThePrefix_AndExcludesAnother()
    {
        CommandLine.Parse(["s3://bkt/p/q/", "/mnt"]).Prefix.ShouldBe("p/q/");
        CommandLine.Parse(["s3://bkt", "/mnt"]).ShouldBe(new EngineOptions { Bucket = "bkt", MountPoint = "/mnt" });
        Should.Throw<EngineException>(() => CommandLine.Parse(["s3://bkt/p/", "/mnt", "--prefix", "q/"]));
    }

    [Theory]
    [InlineData("minimal", false, 0)]
    [InlineData("0", false, 0)]
    [InlineData("90", true, 90)]
    public void Lifetime_IsRead(string text, bool cached, int seconds)
    {
        var options = CommandLine.Parse(["bucket", "/mnt", "--metadata-ttl", text]);
        options.EffectiveTtl.IsCached.ShouldBe(cached);
        (options.EffectiveTtl.Span ?? TimeSpan.Zero).TotalSeconds.ShouldBe(seconds);
        options.ZeroTtl.ShouldBe(text == "0");
    }

    [Fact]
    public void Cache_MakesMetadataLastAMinute() =>
        CommandLine.Parse(["bucket", "/mnt", "--cache", "/c"]).EffectiveTtl.Span.ShouldBe(TimeSpan.FromSeconds(60));

    [Theory]
    [InlineData("--otlp-endpoint http://x")]
    [InlineData("--cache-xz bucket--az--x-s3")]
    public void FlagsThatDoNothingHere_AreRefusedByName(string flag) =>
        Should.Throw<EngineException>(() => CommandLine.Parse(Words($"bucket /mnt {flag}"))).Message.ShouldContain(flag.Split(' ')[0]);

    /// <summary>Row C26: the words of fstab.</summary>
    [Theory]
    [InlineData("ro,prefix=p/,_netdev", "--read-only --prefix=p/")]
    [InlineData("rw,auto,x-systemd.automount,nofail", "")]
    [InlineData(@"user-agent-prefix=a\,b\""c\\d", @"--user-agent-prefix=a,b""c\d")]
    public void Fstab_BecomesArguments(string words, string expected) =>
        FstabForm.Translate(["b", "dir", "-o", words]).Skip(2).ShouldBe(Words(expected));

    /// <summary>Row C27.</summary>
    [Theory]
    [InlineData("foreground")]
    [InlineData("read-only")]
    [InlineData("ro,rw")]
    [InlineData("--prefix=x/")]
    [InlineData("prefix=\"x/\"")]
    [InlineData(@"prefix=\x/")]
    public void Fstab_RefusesWords(string words) => Should.Throw<UsageException>(() => FstabForm.Translate(["b", "dir", "-o", words]));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
