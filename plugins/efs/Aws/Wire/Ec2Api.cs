using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace CsiHost.Plugins.Efs.Aws.Wire;

/// <summary>The query interface of EC2, version 2016-11-15.</summary>
internal sealed class Ec2Api(IApiSender sender) : IEc2Api
{
    private static readonly ApiRequest Zones = new()
    {
        Operation = "DescribeAvailabilityZones",
        Method = "POST",
        ContentType = "application/x-www-form-urlencoded; charset=utf-8",
        Body = Encoding.ASCII.GetBytes("Action=DescribeAvailabilityZones&Version=2016-11-15"),
    };

    public async ValueTask<IReadOnlyList<AvailabilityZone>> DescribeAvailabilityZonesAsync(CancellationToken cancellationToken)
    {
        var body = await sender.SendAsync(Zones, cancellationToken);
        try
        {
            return [.. Parse(body).Descendants().Where(static element => element.Name.LocalName == "item" && Text(element, "zoneName").Length > 0)
                .Select(static item => new AvailabilityZone(Text(item, "zoneName"), Text(item, "zoneId")))];
        }
        catch (XmlException e)
        {
            throw new AwsException(AwsErrorKind.Other, "the answer to DescribeAvailabilityZones cannot be read", e);
        }
    }

    /// <summary>Reads the body of a refusal; a body of another shape gives empty texts.</summary>
    public static WireError ReadError(byte[] body)
    {
        try
        {
            var error = Parse(body).Descendants().FirstOrDefault(static element => element.Name.LocalName == "Error");
            return error is null ? new WireError("", "") : new WireError(Text(error, "Code"), Text(error, "Message"));
        }
        catch (XmlException)
        {
            return new WireError("", "");
        }
    }

    private static XDocument Parse(byte[] body)
    {
        using var reader = XmlReader.Create(new MemoryStream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return XDocument.Load(reader);
    }

    private static string Text(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
}
