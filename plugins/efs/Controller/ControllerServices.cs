using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>The services of the controller calls.</summary>
internal static class ControllerServices
{
    public static IServiceCollection AddEfsController(this IServiceCollection services) => services;
}
