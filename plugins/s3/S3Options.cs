using System.ComponentModel.DataAnnotations;
using CsiHost.Plugins.S3.Controller;
using CsiHost.Plugins.S3.Node;
using CsiHost.Plugins.S3.Provisioning;

namespace CsiHost.Plugins.S3;

/// <summary>The section <c>Plugins:aws-s3</c> of the host's configuration; each part of the plugin has a section of its own in it.</summary>
internal sealed class S3Options : IValidatableObject
{
    /// <summary>The node plugin.</summary>
    public S3NodeOptions Node { get; set; } = new();

    /// <summary>The controller that makes Mountpoint Pods.</summary>
    public S3ControllerOptions Controller { get; set; } = new();

    /// <summary>Dynamic provisioning.</summary>
    public S3ProvisioningOptions Provisioning { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        [.. Check(nameof(Node), Node), .. Check(nameof(Controller), Controller), .. Check(nameof(Provisioning), Provisioning)];

    private static IEnumerable<ValidationResult> Check(string section, object part)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(part, new ValidationContext(part), results, validateAllProperties: true);
        return results.Select(result => new ValidationResult(result.ErrorMessage, result.MemberNames.Select(name => $"{section}:{name}")));
    }
}
