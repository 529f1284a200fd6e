using CsiHost.Abstractions.Crypto;
using CsiHost.Kubernetes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsiHost.Tests.Kubernetes;

internal static class TestApi
{
    public static KubernetesApi Create(KubernetesApiOptions options, TimeProvider clock, ICryptoPolicy? policy = null) =>
        new(options, policy ?? new PlainPolicy(), clock, NullLogger<KubernetesApi>.Instance);
}
