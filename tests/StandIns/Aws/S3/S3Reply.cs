using System.Xml.Linq;

namespace CsiHost.StandIns.Aws.S3;

/// <summary>An answer before it is written.</summary>
internal sealed record S3Reply(int Status, string Body = "")
{
    public static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public string ETag { get; init; } = "";

    public static S3Reply Xml(XElement root) => new(200, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + root.ToString(SaveOptions.DisableFormatting));

    public static S3Reply Error(int status, string code, string message) =>
        new(status, new XElement("Error", new XElement("Code", code), new XElement("Message", message)).ToString(SaveOptions.DisableFormatting));
}
