using CsiHost.Pipeline;
using CsiHost.Pipeline.Validation;
using CsiHost.Rpc;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace CsiHost.Tests.Rpc.Services;

/// <summary>Drives every line of the table from the table itself.</summary>
public sealed class RequestTableTests
{
    private static readonly string[] NotChecked = ["readonly"];

    public static TheoryData<string> Rpcs => [.. RequestTable.All.Select(policy => policy.Rpc)];

    public static IEnumerable<object[]> Required =>
        from policy in RequestTable.All
        from rule in policy.Fields
        where rule.IsRequired
        select new object[] { policy.Rpc, rule.Field };

    public static IEnumerable<object[]> Limits =>
        from policy in RequestTable.All
        from rule in policy.Fields
        let limit = LimitOf(rule)
        where limit > 0
        select new object[] { policy.Rpc, rule.Field, limit };

    [Fact]
    public void Table_Has_EveryRpcWithArguments() =>
        RequestTable.All.Select(policy => policy.Rpc).Order().ShouldBe(Requests.All.Keys.Select(ShortName).Order());

    [Theory]
    [MemberData(nameof(Rpcs))]
    public void Table_Checks_EveryField(string rpc)
    {
        var fields = Good(rpc).Descriptor.Fields.InDeclarationOrder().Select(field => field.Name).Except(NotChecked);

        fields.Except(RequestTable.All.Single(policy => policy.Rpc == rpc).Fields.Select(field => field.Field)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Rpcs))]
    public async Task GoodRequest_Passes(string rpc)
    {
        await using var sut = new DriverHarness();

        await sut.CallAsync(PathOf(rpc), Good(rpc));

        (sut.Backend.Asked.Count + sut.Mounts.Asked.Count).ShouldBeGreaterThan(0);
        sut.Pipeline.Locks.Count.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Required))]
    public async Task RequiredField_Missing_IsNamed(string rpc, string field)
    {
        await using var sut = new DriverHarness();
        var request = Good(rpc);
        FieldOf(request, field).Accessor.Clear(request);

        var error = await sut.FailAsync(PathOf(rpc), request);

        (error.Code, error.Message).ShouldBe((StatusCode.InvalidArgument, $"{field} is required"));
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task SizeLimit_IsExact(string rpc, string field, int limit)
    {
        await using var sut = new DriverHarness();

        var atLimit = await Record.ExceptionAsync(() => sut.CallAsync(PathOf(rpc), Sized(rpc, field, limit)));
        var beyond = await sut.FailAsync(PathOf(rpc), Sized(rpc, field, limit + 1));

        atLimit.ShouldBeNull();
        beyond.Code.ShouldBe(StatusCode.InvalidArgument);
        beyond.Message.ShouldStartWith(field + " ");
        beyond.Message.ShouldContain(limit.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static int LimitOf(FieldRule rule) => rule.GetType().GetGenericTypeDefinition() switch
    {
        var type when type == typeof(TextRule<>) => (int)rule.GetType().GetProperty("MaxBytes")!.GetValue(rule)!,
        var type when type == typeof(MapRule<>) || type == typeof(SecretsRule<>) => 4096,
        _ => 0,
    };

    private static IMessage Sized(string rpc, string field, int bytes)
    {
        var request = Good(rpc);
        var descriptor = FieldOf(request, field);
        if (descriptor.IsMap)
        {
            var map = (Google.Protobuf.Collections.MapField<string, string>)descriptor.Accessor.GetValue(request);
            map.Clear();
            Requests.Fill(map, bytes);
        }
        else
        {
            descriptor.Accessor.SetValue(request, new string('x', bytes));
        }
        return request;
    }

    private static FieldDescriptor FieldOf(IMessage request, string field) => request.Descriptor.FindFieldByName(field).ShouldNotBeNull(field);

    private static IMessage Good(string rpc) => Requests.All[PathOf(rpc)]();

    private static string PathOf(string rpc) => Requests.All.Keys.Single(path => ShortName(path) == rpc);

    private static string ShortName(string path) => path[(path.LastIndexOf('/') + 1)..];
}
