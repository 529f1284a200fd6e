using System.Globalization;
using System.Text;
using System.Xml;

namespace CsiHost.S3Engine.S3;

/// <summary>The few XML documents of the service, read forward only.</summary>
internal static class S3Xml
{
    public static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = true, CheckCharacters = false };

    /// <summary>The text of the element that the reader stands on; the reader then stands on its end.</summary>
    public static string ReadString(this XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return "";
        var text = "";
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                text = text.Length == 0 ? reader.Value : text + reader.Value;
        }
        return text;
    }

    public static ListPage ReadList(Stream body)
    {
        var page = new ListPage();
        using var reader = XmlReader.Create(body, Settings);
        while (reader.Read())
        {
            switch (reader.NodeType == XmlNodeType.Element ? reader.LocalName : "")
            {
                case "Contents": page.Entries.Add(ReadObject(reader)); break;
                case "CommonPrefixes": page.Entries.Add(new ListedEntry(UriText.Decode(Child(reader, "CommonPrefixes", "Prefix")), true, null)); break;
                case "NextContinuationToken": page.NextToken = reader.ReadString(); break;
                case "IsTruncated": page.IsTruncated = reader.ReadString() == "true"; break;
                default: break;
            }
        }
        return page;
    }

    /// <summary>The text of the first element of this name, or nothing.</summary>
    public static string First(string document, string name)
    {
        using var reader = XmlReader.Create(new StringReader(document), Settings);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == name)
                return reader.ReadString();
        }
        return "";
    }

    /// <summary>Key and upload id of each unfinished multipart upload.</summary>
    public static List<(string Key, string UploadId)> ReadUploads(string document)
    {
        var uploads = new List<(string, string)>();
        using var reader = XmlReader.Create(new StringReader(document), Settings);
        var key = "";
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "Key")
                key = UriText.Decode(reader.ReadString());
            else if (reader.LocalName == "UploadId")
                uploads.Add((key, reader.ReadString()));
        }
        return uploads;
    }

    public static byte[] CompleteUpload(IReadOnlyList<UploadedPart> parts, string? checksumElement)
    {
        var xml = new StringBuilder("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        for (var i = 0; i < parts.Count; i++)
        {
            xml.Append("<Part><PartNumber>").Append((i + 1).ToString(CultureInfo.InvariantCulture)).Append("</PartNumber><ETag>&quot;")
                .Append(parts[i].ETag).Append("&quot;</ETag>");
            if (checksumElement is not null)
                xml.Append('<').Append(checksumElement).Append('>').Append(parts[i].Checksum).Append("</").Append(checksumElement).Append('>');
            xml.Append("</Part>");
        }
        return Encoding.UTF8.GetBytes(xml.Append("</CompleteMultipartUpload>").ToString());
    }

    private static ListedEntry ReadObject(XmlReader reader)
    {
        var (key, etag, size, modified, storage, restore) = ("", "", 0L, DateTimeOffset.UnixEpoch, "", (DateTimeOffset?)null);
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "Contents"))
        {
            switch (reader.NodeType == XmlNodeType.Element ? reader.LocalName : "")
            {
                case "Key": key = UriText.Decode(reader.ReadString()); break;
                case "ETag": etag = reader.ReadString().Trim('"'); break;
                case "Size": size = long.Parse(reader.ReadString(), CultureInfo.InvariantCulture); break;
                case "LastModified": modified = Date(reader.ReadString()); break;
                case "StorageClass": storage = reader.ReadString(); break;
                case "RestoreExpiryDate": restore = Date(reader.ReadString()); break;
                default: break;
            }
        }
        return new ListedEntry(key, false, new ObjectInfo(etag, size, modified, storage, restore, null));
    }

    private static string Child(XmlReader reader, string element, string child)
    {
        var text = "";
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == element))
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == child)
                text = reader.ReadString();
        }
        return text;
    }

    private static DateTimeOffset Date(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : DateTimeOffset.UnixEpoch;
}
