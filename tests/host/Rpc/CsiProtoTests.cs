using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;
using Google.Protobuf.Reflection;

namespace CsiHost.Tests.Rpc;

[Trait("tier", "unit")]
public class CsiProtoTests
{
    private static readonly string[] Compiled = [.. DescriptorTable.Rows(CsiReflection.Descriptor)];

    public static TheoryData<Type, string> Catalogues => new()
    {
        { typeof(IdentityMethods), "csi.v1.Identity" },
        { typeof(ControllerMethods), "csi.v1.Controller" },
        { typeof(NodeMethods), "csi.v1.Node" },
        { typeof(GroupControllerMethods), "csi.v1.GroupController" },
        { typeof(RegistrationMethods), "pluginregistration.Registration" },
        { typeof(HealthMethods), "grpc.health.v1.Health" },
    };

    [Fact]
    public void Descriptor_HasEveryRowOfTheTable() => Table().Except(Compiled).ShouldBeEmpty();

    [Fact]
    public void Descriptor_HasNoRowThatTheTableLacks() => Compiled.Except(Table()).ShouldBeEmpty();

    [Fact]
    public void Descriptor_HasNoRowTwice() => Compiled.Length.ShouldBe(Table().Length);

    [Theory]
    [MemberData(nameof(Catalogues))]
    public void Catalogue_NamesEveryUnaryMethodWithItsMessages(Type catalogue, string service)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var offered = catalogue.GetFields().Select(field => Describe(field.GetValue(null)!));

        var declared = Service(service).Methods.Where(method => !method.IsServerStreaming)
            .Select(method => $"/{service}/{method.Name} {method.InputType.FullName} {method.OutputType.FullName}");

        offered.ShouldBe(declared, ignoreOrder: true);
    }

    private static string Describe(object method)
    {
        var types = method.GetType().GetGenericArguments();
        method.GetType().GetGenericTypeDefinition().ShouldBe(typeof(UnaryMethodDescriptor<,>));
        var path = (string)method.GetType().GetProperty("Path")!.GetValue(method)!;
        return $"{path} {MessageName(types[0])} {MessageName(types[1])}";
    }

    private static string MessageName(Type type) => ((MessageDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!).FullName;

    private static ServiceDescriptor Service(string name) =>
        new[] { CsiReflection.Descriptor, PluginregistrationReflection.Descriptor, HealthReflection.Descriptor }
            .SelectMany(file => file.Services)
            .Single(service => service.FullName == name);

    private static string[] Table()
    {
        using var stream = typeof(CsiProtoTests).Assembly.GetManifestResourceStream("csi-wire.tsv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
    }
}
