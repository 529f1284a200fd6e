using System.Globalization;
using CsiHost.StandIns.Aws;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CsiHost.Kernel;

/// <summary>The credentials agent of a node: temporary keys, new ones with each answer.</summary>
internal sealed class PodIdentityAgent : IAsyncDisposable
{
    public const string Token = "pod-identity-token";
    private readonly WebApplication _app;
    private readonly AwsIdentities _identities;

    private PodIdentityAgent(AwsIdentities identities)
    {
        _identities = identities;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Address => _app.Urls.First() + "/v1/credentials";

    /// <summary>How long the keys live; short ones make certificates be renewed often.</summary>
    public TimeSpan Life { get; set; } = TimeSpan.FromHours(1);

    public static async Task<PodIdentityAgent> StartAsync(AwsIdentities identities)
    {
        var agent = new PodIdentityAgent(identities);
        await agent._app.StartAsync();
        return agent;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization != Token)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        var now = TimeProvider.System.GetUtcNow();
        var (keyId, identity) = _identities.Issue("arn:aws:iam::111122223333:role/efs", now);
        return http.Response.WriteAsJsonAsync(new Dictionary<string, string>
        {
            ["AccessKeyId"] = keyId,
            ["SecretAccessKey"] = identity.SecretAccessKey,
            ["Token"] = identity.SessionToken,
            ["Expiration"] = (now + Life).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        });
    }
}
