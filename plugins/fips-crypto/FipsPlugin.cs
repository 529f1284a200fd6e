using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.FipsCrypto;
using CsiHost.Plugins.FipsCrypto.Native;
using CsiHost.Plugins.FipsCrypto.Proof;
using Microsoft.Extensions.DependencyInjection;

[assembly: CsiPlugin("fips-crypto", typeof(FipsPlugin))]

namespace CsiHost.Plugins.FipsCrypto;

/// <summary>The entry of the FIPS policy.</summary>
internal sealed class FipsPlugin : ICsiPlugin
{
    public void Configure(IPluginBuilder builder)
    {
        builder.AddOptions<FipsOptions>();
        builder.Services.AddSingleton<IOpenSsl, OpenSsl>();
    }
}
