using System.ComponentModel.DataAnnotations;

namespace CsiHost.Plugins.FipsCrypto.Tests;

public sealed class FipsOptionsTests
{
    [Theory]
    [InlineData("/etc/ssl/fips-module.json", "eu-west-1", null)]
    [InlineData("fips-module.json", "eu-west-1", "absolute path")]
    [InlineData("/etc/ssl/fips-module.json", " ", "regions separated by commas")]
    public void Validate_Options_NamesTheField(string pin, string regions, string? problem)
    {
        var sut = new FipsOptions { ModulePin = pin, AdditionalRegions = { ["s3"] = regions } };

        var results = sut.Validate(new ValidationContext(sut)).Select(static result => result.ErrorMessage!).ToArray();

        if (problem is null)
            results.ShouldBeEmpty();
        else
            results.ShouldHaveSingleItem().ShouldContain(problem);
    }
}
