using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>Reads a CreateVolume request in the order in which upstream checks it, so that the same request fails of the same thing.</summary>
internal sealed class ProvisioningPlanner(DriverTags tags, FileSystemIds fileSystems)
{
    private static readonly string[] FileSystemTypes = ["", "efs", "s3files"];

    public async ValueTask<ProvisioningPlan> PlanAsync(CreateVolumeRequest request, CancellationToken cancellationToken)
    {
        var parameters = request.Parameters;
        var switches = ProvisioningSwitches.Parse(parameters, tags.AreGiven);
        var token = ProvisioningPlan.TokenOf(request, switches.ReusesAccessPoint);
        CheckFileSystemTypes(request);
        var ids = await fileSystems.ResolveAsync(parameters, cancellationToken);
        var mode = ProvisioningPlan.ModeOf(parameters) ?? throw CsiErrors.InvalidArgument(
            ProvisioningSwitches.Field(ParameterKeys.ProvisioningMode), "must be efs-ap, efs-dir or s3files-ap");
        if (mode != ProvisioningMode.EfsAccessPoint)
            Forbid(parameters, ParameterKeys.ReuseAccessPoint, mode);
        var crossAccount = CrossAccount.Parse(request.Secrets);
        var posix = PosixIds.Parse(parameters);
        if (mode == ProvisioningMode.S3FilesAccessPoint)
            Forbid(parameters, ParameterKeys.Az, mode);
        return new ProvisioningPlan
        {
            Name = request.Name,
            Mode = mode,
            FileSystemIds = ids,
            Switches = switches,
            Ids = posix,
            CrossAccount = crossAccount,
            Directory = DirectoryNaming.Create(request.Name, parameters, Guid.NewGuid().ToString()),
            BasePath = parameters.GetValueOrDefault(ParameterKeys.BasePath, ""),
            Permissions = parameters.GetValueOrDefault(ParameterKeys.DirectoryPerms, ""),
            Zone = parameters.GetValueOrDefault(ParameterKeys.Az, ""),
            Token = token,
        };
    }

    private static void CheckFileSystemTypes(CreateVolumeRequest request)
    {
        for (var index = 0; index < request.Capabilities.Count; index++)
        {
            if (!FileSystemTypes.Contains(request.Capabilities[index].FileSystemType))
                throw CsiErrors.InvalidArgument($"volume_capabilities[{index}].mount.fs_type", "must be empty, efs or s3files");
        }
    }

    private static void Forbid(IReadOnlyDictionary<string, string> parameters, string key, ProvisioningMode mode)
    {
        if (parameters.ContainsKey(key))
            throw CsiErrors.InvalidArgument(ProvisioningSwitches.Field(key), $"does not go with provisioningMode {(mode == ProvisioningMode.EfsDirectory ? "efs-dir" : "s3files-ap")}");
    }
}
