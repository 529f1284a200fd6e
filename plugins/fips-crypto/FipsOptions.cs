using System.ComponentModel.DataAnnotations;

namespace CsiHost.Plugins.FipsCrypto;

/// <summary>The section <c>Plugins:fips-crypto</c> of the host's configuration.</summary>
internal sealed class FipsOptions : IValidatableObject
{
    /// <summary>The file that says which module and which OpenSSL configuration the image was built with.</summary>
    [Required]
    public string ModulePin { get; set; } = "/etc/ssl/fips-module.json";

    /// <summary>Regions that got FIPS endpoints after this release: a comma-separated list for each service.</summary>
    public Dictionary<string, string> AdditionalRegions { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Path.IsPathFullyQualified(ModulePin))
            yield return new ValidationResult($"'{ModulePin}' must be an absolute path", [nameof(ModulePin)]);
        foreach (var (service, regions) in AdditionalRegions.Where(pair => pair.Value.Trim().Length == 0))
            yield return new ValidationResult($"{service} has '{regions}'; it takes regions separated by commas", [nameof(AdditionalRegions)]);
    }
}
