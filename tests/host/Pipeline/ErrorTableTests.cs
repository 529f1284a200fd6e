using CsiHost.Abstractions.Errors;
using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Tests.Rpc.Services;
using Microsoft.Extensions.Logging;

namespace CsiHost.Tests.Pipeline;

public sealed class ErrorTableTests
{
    public static TheoryData<int, int> Table => new()
    {
        { (int)CsiErrorKind.Internal, 13 }, { (int)CsiErrorKind.InvalidArgument, 3 }, { (int)CsiErrorKind.NotFound, 5 },
        { (int)CsiErrorKind.Incompatible, 6 }, { (int)CsiErrorKind.PermissionDenied, 7 }, { (int)CsiErrorKind.Unauthenticated, 16 },
        { (int)CsiErrorKind.ResourceExhausted, 8 }, { (int)CsiErrorKind.OutOfRange, 11 }, { (int)CsiErrorKind.FailedPrecondition, 9 },
        { (int)CsiErrorKind.OperationPending, 10 }, { (int)CsiErrorKind.InvalidToken, 10 }, { (int)CsiErrorKind.Unavailable, 14 },
        { (int)CsiErrorKind.Unimplemented, 12 }, { (int)CsiErrorKind.Timeout, 4 }, { (int)CsiErrorKind.Failed, 13 }, { 999, 13 },
    };

    [Fact]
    public void Table_Covers_EveryKind() =>
        Enum.GetValues<CsiErrorKind>().Select(kind => (int)kind).Except(Table.Select(row => (int)row[0])).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Kind_OfABackendsError_IsTheCodeTheClientGets(int kind, int code)
    {
        await using var sut = new DriverHarness();
        sut.Backend.OnCall = (_, _) => throw new CsiException((CsiErrorKind)kind, "a sentence", new IOException("the cause"));

        var error = await sut.FailAsync(ControllerMethods.CreateVolume, Requests.CreateVolume());

        ((int)error.Code).ShouldBe(code);
        error.Message.ShouldContain(code == 13 && kind != (int)CsiErrorKind.Failed ? "the log has the cause under call" : "a sentence");
        error.Message.ShouldNotContain("the cause\"");
        sut.Log.All.ShouldContain("the cause");
    }

    [Fact]
    public async Task UnforeseenError_IsLoggedOnceInFull_AndShownWithItsCallIdOnly()
    {
        await using var sut = new DriverHarness();
        sut.Backend.OnCall = (_, _) => throw new InvalidOperationException("database is down");

        var error = await sut.FailAsync(ControllerMethods.CreateVolume, Requests.CreateVolume());

        var line = sut.Log.Lines.Where(line => line.Level >= LogLevel.Information).ShouldHaveSingleItem();
        line.Level.ShouldBe(LogLevel.Error);
        line.Text.ShouldContain("database is down");
        line.Text.ShouldContain("   at ");
        error.Code.ShouldBe(StatusCode.Internal);
        error.Message.ShouldNotContain("database");
        line.Text.ShouldContain(error.Message.Split(' ')[^1]);
    }

    [Fact]
    public async Task DeliberateError_IsOneLineWithoutAStack()
    {
        await using var sut = new DriverHarness();
        sut.Backend.OnCall = (_, _) => throw CsiErrors.NotFound("no such class");

        await sut.FailAsync(ControllerMethods.CreateVolume, Requests.CreateVolume());

        var line = sut.Log.Lines.Where(line => line.Level >= LogLevel.Information).ShouldHaveSingleItem();
        line.Level.ShouldBe(LogLevel.Information);
        line.Text.ShouldContain($"{DriverHarness.DriverName} CreateVolume");
        line.Text.ShouldContain("pvc-1: NOT_FOUND: no such class");
        line.Text.ShouldNotContain("\n");
    }

    [Fact]
    public async Task Subject_FromOutside_CannotForgeLogLines()
    {
        await using var sut = new DriverHarness();

        await sut.FailAsync(ControllerMethods.DeleteVolume, new() { VolumeId = "v\nfake line " + new string('x', 5000) });

        var line = sut.Log.Lines.Single(line => line.Level == LogLevel.Information);
        line.Text.ShouldNotContain("\n");
        line.Text.Length.ShouldBeLessThan(600);
    }

    [Fact]
    public void Names_Are_ThoseOfTheSpecification() =>
        Enum.GetValues<StatusCode>().Select(ErrorTable.NameOf).ShouldBe(
        [
            "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
            "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
            "UNAUTHENTICATED",
        ]);
}
