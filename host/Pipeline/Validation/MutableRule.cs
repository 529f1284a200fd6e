namespace CsiHost.Pipeline.Validation;

/// <summary>Mutable parameters for a driver that has none: better refused than dropped in silence.</summary>
internal sealed class MutableRule<TRequest>(string field, Func<TRequest, IReadOnlyDictionary<string, string>> get)
    : FieldRule<TRequest>(field, isRequired: false)
{
    public override Violation? Find(TRequest request, RuleContext context) =>
        context.Modifies || get(request).Count == 0 ? null : Violation.Of(Field, "is not supported: this driver has no parameters that can change");
}
