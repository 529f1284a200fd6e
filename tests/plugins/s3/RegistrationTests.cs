using System.ComponentModel.DataAnnotations;
using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.S3.Controller;
using CsiHost.Plugins.S3.Provisioning;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace CsiHost.Plugins.S3.Tests;

/// <summary>What is registered is what is offered: a node's process has no controller, and without provisioning there are no controller calls.</summary>
public sealed class RegistrationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AddS3Provisioning_OffersCallsOnlyWhenOn(bool enabled)
    {
        var services = Services(builder => builder.AddS3Provisioning(new S3ProvisioningOptions { Enabled = enabled }));

        services.Any(service => service.IsKeyedService && service.ServiceType == typeof(IVolumeProvisioner) && (string?)service.ServiceKey == S3Plugin.DriverName).ShouldBe(enabled);
        services.Any(service => service.IsKeyedService && service.ServiceType == typeof(IVolumeLookup)).ShouldBe(enabled);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AddS3Controller_RunsOnlyWhenOn(bool enabled)
    {
        var services = Services(builder => builder.AddS3Controller(new S3ControllerOptions { Enabled = enabled }));

        services.Any(service => service.ServiceType == typeof(IPluginLifecycle)).ShouldBe(enabled);
        services.Any(service => service.ServiceType == typeof(IReadiness)).ShouldBe(enabled);
    }

    [Theory]
    [InlineData("", "image", "", "MountpointNamespace")]
    [InlineData("mount-s3", "", "", "MountpointImage")]
    [InlineData("mount-s3", "image", "class", "HeadroomImage")]
    [InlineData("mount-s3", "image", "", "")]
    public void ControllerOptions_Missing_AreNamed(string space, string image, string classes, string named)
    {
        var options = new S3ControllerOptions
        {
            Enabled = true,
            MountpointNamespace = space,
            MountpointImage = image,
            PreemptingPriorityClass = classes,
            HeadroomPriorityClass = classes,
        };

        Names(options).ShouldBe(named);
        options.Enabled = false;
        Names(options).ShouldBe("");
    }

    [Theory]
    [InlineData("ftp://x", "", "", "EndpointUrl")]
    [InlineData("", "key", "", "AccessKeyId")]
    [InlineData("", "", "role", "RoleArn")]
    [InlineData("http://127.0.0.1:1", "", "", "")]
    public void ProvisioningOptions_Wrong_AreNamed(string endpoint, string key, string role, string named) =>
        Names(new S3ProvisioningOptions { Enabled = true, EndpointUrl = endpoint, AccessKeyId = key, RoleArn = role }).ShouldBe(named);

    private static string Names(IValidatableObject options) => string.Join(',', options.Validate(new ValidationContext(options)).SelectMany(result => result.MemberNames));

    private static ServiceCollection Services(Action<IPluginBuilder> add)
    {
        var services = new ServiceCollection();
        var builder = Substitute.For<IPluginBuilder>();
        builder.Services.Returns(services);
        add(builder);
        return services;
    }
}
