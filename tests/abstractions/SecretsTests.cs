using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Tests;

/// <summary>Secrets must not come out by accident: not as text, not as JSON, not in a debugger, not as part of a request.</summary>
public sealed class SecretsTests
{
    private const string Hidden = "hunter2-is-the-password";

    private static Secrets Sut => new(new Dictionary<string, string> { ["key"] = Hidden });

    public static TheoryData<string, string> Texts => new()
    {
        { "text", Sut.ToString() },
        { "interpolated", $"{Sut}" },
        { "JSON", JsonSerializer.Serialize(Sut) },
        { "JSON of an owner", JsonSerializer.Serialize(new { Sut }) },
        { "request as text", new DeleteVolumeRequest { VolumeId = new VolumeId("v"), Secrets = Sut }.ToString() },
        { "request as JSON", JsonSerializer.Serialize(new DeleteVolumeRequest { VolumeId = new VolumeId("v"), Secrets = Sut }) },
        { "token", new ServiceAccountToken(Hidden, DateTimeOffset.MaxValue).ToString() },
        { "workload", new Workload { Tokens = new Dictionary<string, ServiceAccountToken> { ["a"] = new(Hidden, DateTimeOffset.MaxValue) } }.ToString() },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_OfSecrets_HidesThem(string because, string text) => text.ShouldNotContain(Hidden, customMessage: because);

    [Theory]
    [InlineData(typeof(Secrets))]
    [InlineData(typeof(ServiceAccountToken))]
    public void DebuggerView_OfSecrets_HidesThem(Type type) =>
        type.GetCustomAttribute<DebuggerDisplayAttribute>().ShouldNotBeNull().Value.ShouldBe("***");

    [Fact]
    public void Json_OfSecrets_CannotBeReadBack() => Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Secrets>("\"***\""));

    [Fact]
    public void TryGet_Name_GivesItsValue()
    {
        Sut.TryGet("key", out var value).ShouldBeTrue();
        value.ShouldBe(Hidden);
        Sut.TryGet("KEY", out _).ShouldBeFalse();
        Sut.Names.ShouldBe(["key"]);
        Sut.Count.ShouldBe(1);
        Secrets.Empty.Count.ShouldBe(0);
    }

    /// <summary>Every request that carries secrets does so in the type that hides them.</summary>
    [Fact]
    public void Properties_NamedSecrets_AreOfThatType() =>
        typeof(Secrets).Assembly.GetExportedTypes().SelectMany(type => type.GetProperties())
            .Where(property => property.Name.Contains("Secret", StringComparison.Ordinal))
            .ShouldAllBe(property => property.PropertyType == typeof(Secrets));
}
