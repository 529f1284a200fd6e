namespace CsiHost.Pipeline.Validation;

/// <summary>A number that is not negative; 0 means no limit.</summary>
internal sealed class CountRule<TRequest>(string field, Func<TRequest, long> get) : FieldRule<TRequest>(field, isRequired: false)
{
    public override Violation? Find(TRequest request, RuleContext context) =>
        get(request) < 0 ? Violation.Of(Field, "must not be negative") : null;
}
