using CsiHost.Plugins.Efs.Mounting;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Tests.Mounting;

/// <summary>The final options, as the mount helper that this replaces passes them.</summary>
public sealed class NfsOptionsTests
{
    private const string Defaults = "nfsvers=4.1,rsize=1048576,wsize=1048576,hard,timeo=600,retrans=2,noresvport";

    public static TheoryData<string, int?, string> Vectors => new()
    {
        { "rw,tls,iam,accesspoint=fsap-1,ro,_netdev", 20123, $"rw,ro,_netdev,{Defaults},port=20123" },
        { "rw,soft,timeo=100,vers=4.0,noresvport", 20123, "rw,soft,timeo=100,vers=4.0,noresvport,rsize=1048576,wsize=1048576,retrans=2,port=20123" },
        { "rw,port=2050", 20123, $"rw,port=20123,{Defaults}" },
        { "rw,stunnel", null, $"rw,{Defaults}" },
        { "tls", 20049, $"{Defaults},port=20049" },
        { "tls,resvport", 20049, $"resvport,{Defaults},port=20049" },
        { "rsize=65536,tls", 20049, "rsize=65536,nfsvers=4.1,wsize=1048576,hard,timeo=600,retrans=2,noresvport,port=20049" },
        { "tls,addr=1.2.3.4,clientaddr=1.2.3.4", 20049, $"{Defaults},port=20049" },
        { "tlsport=20050,verify=0,cafile=/x,ocsp,noocsp,notls,awsprofile=p,awscredsuri=/u,rolearn=r,jwtpath=/j", null, Defaults },
        { "az=a,azid=b,mounttargetip=1.2.3.4,crossaccount,region=r,netns=/n,nodirects3read,nos3readcache", null, Defaults },
        { "nofail,x-systemd.automount,nconnect=2", null, $"nofail,x-systemd.automount,nconnect=2,{Defaults}" },
        { "hard,retrans=2", null, "hard,retrans=2,nfsvers=4.1,rsize=1048576,wsize=1048576,timeo=600,noresvport" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Final_Options_AreInTheDocumentedOrder(string options, int? port, string expected) =>
        NfsOptions.Final(OptionList.Parse(options.Split(',')), StorageKind.Efs, port).ToString().ShouldBe(expected);

    [Fact]
    public void Final_S3Files_HasVersion42() =>
        NfsOptions.Final(OptionList.Parse(["tls"]), StorageKind.S3Files, null).Find("nfsvers").ShouldBe("4.2");

    [Fact]
    public void Final_OfAFinalList_ChangesThePortAlone()
    {
        var first = NfsOptions.Final(OptionList.Parse(["rw", "tls"]), StorageKind.S3Files, null);

        NfsOptions.Final(first, StorageKind.Efs, 20049).ToString().ShouldBe(first + ",port=20049");
    }
}
