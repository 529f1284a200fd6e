using CsiHost.Pipeline.Validation;
using CsiHost.Rpc.Proto;
using Models = CsiHost.Abstractions.Models;

namespace CsiHost.Rpc.Mapping;

/// <summary>Sizes and room.</summary>
internal static class CapacityMapping
{
    /// <summary>As sent, for validation.</summary>
    public static RangeView View(CapacityRange? range) =>
        range is null ? default : new RangeView(IsPresent: true, range.RequiredBytes, range.LimitBytes);

    public static Models.CapacityRange ToModel(this CapacityRange range) => new() { RequiredBytes = range.RequiredBytes, LimitBytes = range.LimitBytes };

    public static Models.CapacityQuery ToModel(this GetCapacityRequest request) => new()
    {
        Capabilities = request.VolumeCapabilities.ToModel(),
        Parameters = request.Parameters.ToModel(),
        Topology = request.AccessibleTopology?.Segments.ToModel() ?? new Models.CapacityQuery().Topology,
    };

    public static GetCapacityResponse ToMessage(this Models.CapacityReport report) => new()
    {
        AvailableCapacity = report.AvailableBytes,
        MaximumVolumeSize = report.MaximumVolumeBytes,
        MinimumVolumeSize = report.MinimumVolumeBytes,
    };
}
