using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;

namespace CsiHost.Pipeline.Validation;

/// <summary>An absolute path without <c>.</c> and <c>..</c>.</summary>
internal sealed class PathRule<TRequest>(string field, Func<TRequest, string> get, bool isRequired) : FieldRule<TRequest>(field, isRequired)
{
    private const int MaxBytes = 4096;

    /// <summary>Whether the path must lie below kubelet's root, when the host is told to see to that.</summary>
    public bool IsRooted { get; init; }

    /// <summary>A relative path passes: no volume is there, and the call answers NOT_FOUND instead.</summary>
    public bool AllowsRelative { get; init; }

    public override Violation? Find(TRequest request, RuleContext context)
    {
        var text = get(request);
        if (text.Length == 0)
            return FindMissing();
        if (AllowsRelative && text[0] != '/')
            return TextRule<TRequest>.Find(Field, text, false, MaxBytes, TextKind.Id);
        try
        {
            var path = new AbsolutePath(text, Field);
            return IsRooted && context.RequiredRoot is { } root && (path == root || !path.IsWithin(root))
                ? Violation.Of(Field, $"must lie below {root}")
                : null;
        }
        catch (CsiException error)
        {
            return new Violation(error.Message, error.Kind);
        }
    }
}
