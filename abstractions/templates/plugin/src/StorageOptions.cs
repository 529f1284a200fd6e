using System.ComponentModel.DataAnnotations;

namespace ExampleStorage;

/// <summary>The section <c>Plugins:example-storage</c>. A misspelt key or a broken rule stops the host with a message that names it.</summary>
internal sealed class StorageOptions
{
    /// <summary>The folder that holds the volumes.</summary>
    [Required, RegularExpression("/.+", ErrorMessage = "Root must be an absolute path")]
    public string Root { get; set; } = "/var/lib/example-storage";
}
