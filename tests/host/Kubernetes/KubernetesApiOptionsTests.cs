using CsiHost.Kubernetes;

namespace CsiHost.Tests.Kubernetes;

public sealed class KubernetesApiOptionsTests
{
    [Theory]
    [InlineData("10.0.0.1", "443", "https://10.0.0.1/")]
    [InlineData("10.0.0.1", "6443", "https://10.0.0.1:6443/")]
    [InlineData("fd00::1", "443", "https://[fd00::1]/")]
    [InlineData("kubernetes.default.svc", "443", "https://kubernetes.default.svc/")]
    public void InCluster_HostAndPort_GiveTheServer(string host, string port, string expected)
    {
        var options = KubernetesApiOptions.InCluster(host, port, "/creds").ShouldNotBeNull();

        options.Server.AbsoluteUri.ShouldBe(expected);
        options.TokenFile.ShouldBe("/creds/token");
        options.CaFile.ShouldBe("/creds/ca.crt");
    }

    [Theory]
    [InlineData(null, "443")]
    [InlineData("10.0.0.1", "")]
    [InlineData("", null)]
    public void InCluster_ValueMissing_IsNoCluster(string? host, string? port) => KubernetesApiOptions.InCluster(host, port).ShouldBeNull();

    [Theory]
    [InlineData("10.0.0.1", "0")]
    [InlineData("10.0.0.1", "https")]
    [InlineData("a b", "443")]
    public void InCluster_NonsenseValue_Throws(string host, string port) =>
        Should.Throw<ArgumentException>(() => KubernetesApiOptions.InCluster(host, port));

    [Theory]
    [InlineData("https://api.example/prefix", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("http://10.0.0.1", false)]
    [InlineData("http://localhost.example", false)]
    [InlineData("ftp://127.0.0.1", false)]
    [InlineData("https://user@api.example", false)]
    [InlineData("https://api.example?x=1", false)]
    public void Validate_Server_MustKeepTheTokenSafe(string server, bool isFine)
    {
        var sut = new KubernetesApiOptions { Server = new Uri(server) };

        if (isFine)
            sut.Validate();
        else
            Should.Throw<ArgumentException>(sut.Validate);
    }
}
