namespace CsiHost.Pipeline.Validation;

/// <summary>A map that means nothing to this driver: better refused than dropped in silence.</summary>
internal sealed class UnsupportedMapRule<TRequest>(string field, Func<TRequest, IReadOnlyDictionary<string, string>> get)
    : FieldRule<TRequest>(field, isRequired: false)
{
    public override Violation? Find(TRequest request, RuleContext context) =>
        get(request).Count == 0 ? null : Violation.Of(Field, "is not supported by this driver");
}
