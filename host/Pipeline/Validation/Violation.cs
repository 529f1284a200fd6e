using CsiHost.Abstractions.Errors;

namespace CsiHost.Pipeline.Validation;

/// <summary>What is wrong with a request: a sentence that names the field as the specification spells it.</summary>
internal sealed record Violation(string Message, CsiErrorKind Kind = CsiErrorKind.InvalidArgument)
{
    public static Violation Of(string field, string problem) => new($"{field} {problem}");

    public CsiException ToException() => new(Kind, Message);
}
