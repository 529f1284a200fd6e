using System.Net;
using CsiHost.Plugins.S3.Credentials;
using CsiHost.Plugins.S3.Files;
using CsiHost.Plugins.S3.Node;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.S3.Tests.Credentials;

/// <summary>A provider over a folder of the test's own, with a metadata service that answers as the test says.</summary>
internal sealed class CredentialRig : IDisposable, IHttpClientFactory
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeMetadata _metadata = new();

    public CredentialRig() => Directory.CreateDirectory(Written);

    public S3NodeOptions Options { get; } = new();

    public FakeKubernetesApi Api { get; } = new();

    public string? InstanceRegion { get => _metadata.Region; set => _metadata.Region = value; }

    public string Written => _folder["written"];

    public IReadOnlyList<string> Files => [.. Directory.GetFiles(Written).Select(Path.GetFileName).Select(name => name!).Order(StringComparer.Ordinal)];

    public string File(string name, string content)
    {
        System.IO.File.WriteAllText(_folder[name], content);
        return _folder[name];
    }

    public string Read(string name) => System.IO.File.ReadAllText(Path.Combine(Written, name));

    public async Task<IReadOnlyDictionary<string, string>> ProvideAsync(CredentialRequest request)
    {
        using var folder = Folder.Open(Written)!;
        var regions = new StsRegion(Options, new InstanceRegion(Options, this, TimeProvider.System));
        var provider = new CredentialProvider(new DriverCredentials(Options), new PodCredentials(Options, regions, new ServiceAccountRoles(Api)));
        return await provider.ProvideAsync(request, folder, CancellationToken.None);
    }

    public HttpClient CreateClient(string name) => new(_metadata, disposeHandler: false);

    public void Dispose()
    {
        _metadata.Dispose();
        _folder.Dispose();
    }

    private sealed class FakeMetadata : HttpMessageHandler
    {
        public string? Region { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Region is null)
                throw new HttpRequestException("no route to host");
            var isToken = request.Method == HttpMethod.Put;
            var isAllowed = isToken || request.Headers.Contains("X-aws-ec2-metadata-token");
            return Task.FromResult(new HttpResponseMessage(isAllowed ? HttpStatusCode.OK : HttpStatusCode.Unauthorized)
            {
                Content = new StringContent(isToken ? "token" : Region),
            });
        }
    }
}
