using CsiHost.Rpc.Proto;
using Google.Protobuf.Reflection;

namespace CsiHost.Tests.Rpc;

/// <summary>The compiled <c>csi.proto</c> as rows: kind, parent, name, number, type, label, options.</summary>
internal static class DescriptorTable
{
    public static IEnumerable<string> Rows(FileDescriptor file) =>
        [.. FileRows(file), .. file.Services.SelectMany(Rows), .. file.EnumTypes.SelectMany(Rows), .. file.MessageTypes.SelectMany(Rows)];

    private static IEnumerable<string> FileRows(FileDescriptor file)
    {
        var proto = file.ToProto();
        yield return Row("syntax", file.Name, proto.Syntax);
        yield return Row("package", file.Name, file.Package);
        foreach (var import in file.Dependencies)
            yield return Row("import", file.Name, import.Name);
        yield return Row("fileoption", file.Name, "go_package", type: proto.Options.GoPackage);
        foreach (var extension in file.Extensions.UnorderedExtensions)
            yield return Row("extension", extension.ExtendeeType.FullName, extension.Name, Text(extension.FieldNumber), TypeName(extension), "optional");
    }

    private static IEnumerable<string> Rows(ServiceDescriptor service)
    {
        yield return Row("service", service.File.Package, service.Name, options: Flag("alpha_service", service.GetOptions()?.GetExtension(CsiExtensions.AlphaService)));
        foreach (var method in service.Methods)
        {
            yield return Row(
                "rpc",
                service.FullName,
                method.Name,
                type: $"{method.InputType.FullName} -> {method.OutputType.FullName}",
                label: method.IsServerStreaming ? "server_streaming" : "unary",
                options: Flag("alpha_method", method.GetOptions()?.GetExtension(CsiExtensions.AlphaMethod)));
        }
    }

    private static IEnumerable<string> Rows(EnumDescriptor type)
    {
        yield return Row("enum", Parent(type.FullName), type.Name, options: Flag("alpha_enum", type.GetOptions()?.GetExtension(CsiExtensions.AlphaEnum)));
        foreach (var value in type.Values)
        {
            var alpha = Flag("alpha_enum_value", value.GetOptions()?.GetExtension(CsiExtensions.AlphaEnumValue));
            yield return Row("enumvalue", type.FullName, value.Name, Text(value.Number), options: alpha);
        }
    }

    private static IEnumerable<string> Rows(MessageDescriptor message)
    {
        yield return Row(
            "message", Parent(message.FullName), message.Name, options: Flag("alpha_message", message.GetOptions()?.GetExtension(CsiExtensions.AlphaMessage)));
        foreach (var oneof in message.Oneofs)
            yield return Row("oneof", message.FullName, oneof.Name);
        foreach (var field in message.Fields.InDeclarationOrder())
            yield return Row("field", message.FullName, field.Name, Text(field.FieldNumber), TypeName(field), Label(field), Options(field));
        foreach (var row in message.EnumTypes.SelectMany(Rows))
            yield return row;
        foreach (var row in message.NestedTypes.Where(nested => nested.GetOptions()?.MapEntry != true).SelectMany(Rows))
            yield return row;
    }

    private static string Row(string kind, string parent, string name, string number = "", string type = "", string label = "", string options = "") =>
        string.Join('\t', kind, parent, name, number, type, label, options);

    private static string Options(FieldDescriptor field)
    {
        var options = field.GetOptions();
        string[] all =
        [
            field.ContainingOneof is { } oneof ? "oneof=" + oneof.Name : "",
            Flag("csi_secret", options?.GetExtension(CsiExtensions.CsiSecret)),
            Flag("alpha_field", options?.GetExtension(CsiExtensions.AlphaField)),
        ];
        return string.Join(';', all.Where(option => option.Length > 0));
    }

    private static string Label(FieldDescriptor field)
    {
        if (field.IsMap)
            return "map";
        return field.IsRepeated ? "repeated" : "";
    }

    private static string TypeName(FieldDescriptor field)
    {
        if (field.IsMap)
            return $"map<{TypeName(field.MessageType.FindFieldByNumber(1))},{TypeName(field.MessageType.FindFieldByNumber(2))}>";
        return field.FieldType switch
        {
            FieldType.Message => field.MessageType.FullName,
            FieldType.Enum => field.EnumType.FullName,
            var scalar => scalar.ToString().ToLowerInvariant(),
        };
    }

    private static string Flag(string name, bool? value) => value == true ? name + "=true" : "";

    private static string Parent(string fullName) => fullName[..fullName.LastIndexOf('.')];

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
