namespace CsiHost.Pipeline.Validation;

/// <summary>What must hold for one field of a request. One line of the table of all rules.</summary>
internal abstract class FieldRule<TRequest>(string field, bool isRequired) : FieldRule(field, isRequired)
{
    /// <summary>What is wrong, or null.</summary>
    public abstract Violation? Find(TRequest request, RuleContext context);

    protected Violation? FindMissing() => IsRequired ? Violation.Of(Field, "is required") : null;
}
