namespace CsiHost.Pipeline.Validation;

/// <summary>A rule without its request type, for whoever reads the table.</summary>
internal abstract class FieldRule(string field, bool isRequired)
{
    /// <summary>The field's name in the specification.</summary>
    public string Field { get; } = field;

    public bool IsRequired { get; } = isRequired;
}
