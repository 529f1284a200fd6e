using CsiHost.Plugins.S3.Controller.Templates;

namespace CsiHost.Plugins.S3.Tests.Controller;

public sealed class ConfiguredLabelsTests
{
    private static readonly string Long = new('x', 64);

    public static TheoryData<string, string, int> Cases => new()
    {
        { "", "", 0 },
        { "{}", "", 0 },
        { "null", "", 0 },
        { "[1]", "", 1 },
        { "{", "", 1 },
        { "\"a\"", "", 1 },
        { """{"a":"b","example.com/c":"d"}""", "a=b,example.com/c=d", 0 },
        { """{"a":"b","s3.csi.aws.com/x":"y"}""", "a=b", 1 },
        { """{"a b":"c","d":"e"}""", "d=e", 1 },
        { $$"""{"a":"{{Long}}","d":"e"}""", "d=e", 1 },
        { $$"""{"a":"{{Long[1..]}}"}""", "a=" + Long[1..], 0 },
        { """{"a":""}""", "a=", 0 },
        { """{"a":1,"b":null}""", "", 2 },
        { """{"a":"-b","c":"d-","e":"f.g_h-i"}""", "e=f.g_h-i", 2 },
        { """{"/a":"b","x/":"c","X.example/y":"d","x.example/y/z":"e"}""", "", 4 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parse_Json_TakesWhatKubernetesTakesAndSaysTheRest(string json, string expected, int problems)
    {
        var said = new List<string>();

        var labels = ConfiguredLabels.Parse(json, said);

        string.Join(',', labels.Select(label => $"{label.Key}={label.Value}")).ShouldBe(expected);
        said.Count.ShouldBe(problems, string.Join('\n', said));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("1.5Gi", true)]
    [InlineData(".5", true)]
    [InlineData("5.", true)]
    [InlineData("+100m", true)]
    [InlineData("1e3", true)]
    [InlineData("1E-3", true)]
    [InlineData("1E", true)]
    [InlineData("-1", false)]
    [InlineData("", false)]
    [InlineData("1 Gi", false)]
    [InlineData("1GiB", false)]
    [InlineData("Gi", false)]
    [InlineData("1e", false)]
    [InlineData("1\n", false)]
    [InlineData("١", false)]
    public void Quantity_Text_IsOneOrNot(string text, bool valid) => Quantity.IsValid(text).ShouldBe(valid);
}
