namespace CsiHost.Pipeline.Validation;

/// <summary>A text of bounded size.</summary>
internal sealed class TextRule<TRequest>(string field, Func<TRequest, string> get, bool isRequired, int maxBytes, TextKind kind)
    : FieldRule<TRequest>(field, isRequired)
{
    public int MaxBytes { get; } = maxBytes;

    public TextKind Kind { get; } = kind;

    public override Violation? Find(TRequest request, RuleContext context) => Find(Field, get(request), IsRequired, MaxBytes, Kind);

    public static Violation? Find(string field, string text, bool isRequired, int maxBytes, TextKind kind)
    {
        if (text.Length == 0)
            return isRequired ? Violation.Of(field, "is required") : null;
        if (Utf8Size.Exceeds(text, maxBytes))
            return Violation.Of(field, $"is longer than {maxBytes} bytes");
        return kind != TextKind.Opaque && text.Any(character => IsForbidden(character, kind))
            ? Violation.Of(field, "contains a control character")
            : null;
    }

    private static bool IsForbidden(char character, TextKind kind) =>
        char.IsControl(character) && !(kind == TextKind.Name && character is '\t' or '\n' or '\r');
}
