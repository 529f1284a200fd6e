using System.Net;
using System.Reflection;
using Amazon.Runtime;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.FipsCrypto.Tests.Scan;

/// <summary>
/// AWSSDK.Core carries an MD5 in managed code, which no OpenSSL provider can refuse. These tests hold down every way that leads to it, and
/// show that the calls our plugins make do not take one.
/// </summary>
public sealed class AwsMd5Tests
{
    private static readonly CallGraph Graph = new(typeof(AmazonServiceClient).Assembly.Location);

    /// <summary>The rules of the scan are complete as long as this is the whole way in. A new version that has another fails here.</summary>
    [Theory]
    [InlineData("ThirdParty.MD5.MD5Managed.", "Amazon.Runtime.Internal.Util.HashingWrapper.Init", "Amazon.Util.CryptoUtilFactory+CryptoUtil.ComputeMD5Hash")]
    [InlineData("Amazon.Util.ICryptoUtil.ComputeMD5Hash", "Amazon.Util.AWSSDKUtils.GenerateChecksumForBytes", "Amazon.Util.AWSSDKUtils.GenerateMD5ChecksumForStream")]
    [InlineData("Amazon.Util.AWSSDKUtils.GenerateChecksumForBytes", "Amazon.Runtime.Internal.Util.ChecksumUtils.SetRequestChecksumMD5", "Amazon.Util.AWSSDKUtils.GenerateChecksumForContent")]
    [InlineData("Amazon.Util.AWSSDKUtils.GenerateMD5ChecksumForStream", "Amazon.Runtime.Internal.Util.ChecksumUtils.SetRequestChecksumMD5")]
    [InlineData("Amazon.Util.AWSSDKUtils.GenerateChecksumForContent")]
    [InlineData("Amazon.Runtime.Internal.Util.ChecksumUtils.SetRequestChecksumMD5", "Amazon.Runtime.Internal.ChecksumHandler.PreInvoke", "Amazon.Runtime.Internal.Util.ChecksumUtils.SetRequestChecksumV2")]
    [InlineData("Amazon.Runtime.Internal.Util.HashingWrapperMD5..ctor")]
    public void ManagedMd5_IsReached_OnlyThrough(string member, params string[] callers) => Graph.CallersOf(member).ShouldBe(callers);

    /// <summary>The same library, with a managed MD5 that throws as soon as it is used: what our plugins call works all the same.</summary>
    [Fact]
    public async Task Sts_CallsOfOurPlugins_NeedNoManagedMd5()
    {
        using var folder = new TemporaryFolder();
        await using var server = new StubSts();
        var calls = WithoutMd5Context.Load(folder.Path, typeof(AwsCalls));

        await (Task)calls.GetMethod(nameof(AwsCalls.CallStsAsync))!.Invoke(null, [server.Url])!;

        // That it throws when it is used: otherwise the line above would prove nothing.
        var used = () => calls.GetMethod(nameof(AwsCalls.UseMd5))!.Invoke(null, []);
        Should.Throw<TargetInvocationException>(used).InnerException.ShouldBeOfType<NullReferenceException>();
    }

    /// <summary>Answers any STS call with an empty result.</summary>
    private sealed class StubSts : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _work;

        public StubSts()
        {
            using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
            probe.Stop();
            _listener.Prefixes.Add(Url);
            _listener.Start();
            _work = ServeAsync();
        }

        public string Url { get; }

        public async ValueTask DisposeAsync()
        {
            _listener.Close();
            await _work;
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream);
                    var action = (await reader.ReadToEndAsync()).Split('&').First(static field => field.StartsWith("Action=", StringComparison.Ordinal))[7..];
                    var body = $"<{action}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><{action}Result/></{action}Response>";
                    context.Response.ContentType = "text/xml";
                    context.Response.Close(System.Text.Encoding.UTF8.GetBytes(body), willBlock: false);
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
