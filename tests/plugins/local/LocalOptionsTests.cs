using System.ComponentModel.DataAnnotations;

namespace CsiHost.Plugins.Local.Tests;

public sealed class LocalOptionsTests
{
    public static TheoryData<string, string, string, string?> Cases => new()
    {
        { "defaults", "", "", null },
        { "relative root", "Root", "volumes", "Root" },
        { "empty root", "Root", "", "Root" },
        { "root with dots", "Root", "/var/../etc", "Root" },
        { "negative default", "DefaultVolumeBytes", "-1", "DefaultVolumeBytes" },
        { "default above the maximum", "MaximumVolumeBytes", "10", "DefaultVolumeBytes" },
        { "negative maximum", "MaximumVolumeBytes", "-1", "MaximumVolumeBytes" },
        { "negative count", "MaximumVolumesPerNode", "-1", "MaximumVolumesPerNode" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Validate_Options_NamesTheKey(string because, string changed, string value, string? key)
    {
        var options = new LocalOptions();
        if (changed.Length > 0)
            Set(options, changed, value);
        var results = new List<ValidationResult>();

        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);

        results.SelectMany(result => result.MemberNames).ShouldBe(key is null ? [] : [key], because);
    }

    private static void Set(LocalOptions options, string name, string value)
    {
        var property = typeof(LocalOptions).GetProperty(name)!;
        property.SetValue(options, property.PropertyType == typeof(long) ? long.Parse(value) : value);
    }
}
