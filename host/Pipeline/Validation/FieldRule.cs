namespace CsiHost.Pipeline.Validation;

/// <summary>What must hold for one field of a request. One line of the table of all rules.</summary>
internal abstract class FieldRule<TRequest>(string field, bool isRequired)
{
    /// <summary>The field's name in the specification.</summary>
    public string Field { get; } = field;

    public bool IsRequired { get; } = isRequired;

    /// <summary>What is wrong, or null.</summary>
    public abstract Violation? Find(TRequest request, RuleContext context);

    protected Violation? Missing() => IsRequired ? Violation.Of(Field, "is required") : null;
}
