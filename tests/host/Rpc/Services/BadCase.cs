using CsiHost.Pipeline;
using Google.Protobuf;

namespace CsiHost.Tests.Rpc.Services;

/// <summary>A request that must be refused.</summary>
/// <param name="Path">The RPC.</param>
/// <param name="What">What is wrong, for the test's name.</param>
/// <param name="Request">The request.</param>
/// <param name="Field">The beginning of the message: the field as the specification spells it.</param>
/// <param name="Code">The code.</param>
internal sealed record BadCase(string Path, string What, IMessage Request, string Field, StatusCode Code = StatusCode.InvalidArgument)
{
    public string Name => $"{Path[(Path.LastIndexOf('/') + 1)..]}: {What}";
}
