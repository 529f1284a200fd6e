namespace CsiHost.Pipeline.Validation;

/// <summary>Secrets: bounded, with keys of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>. No message shows a value.</summary>
internal sealed class SecretsRule<TRequest>(Func<TRequest, IReadOnlyDictionary<string, string>> get) : FieldRule<TRequest>("secrets", isRequired: false)
{
    public override Violation? Find(TRequest request, RuleContext context)
    {
        var secrets = get(request);
        if (secrets.Count == 0)
            return null;
        // The key is not shown either: whoever mixes up key and value must not find the value in a log.
        return secrets.Keys.Any(key => key != KubernetesKeys.Tokens && !IsKey(key))
            ? Violation.Of(Field, "has a key that is not made of letters, digits, '-', '_' and '.'")
            : MapRule<TRequest>.FindSize(Field, secrets);
    }

    private static bool IsKey(string key) =>
        key.Length > 0 && key.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
}
