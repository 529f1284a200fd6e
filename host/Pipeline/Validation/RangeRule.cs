namespace CsiHost.Pipeline.Validation;

/// <summary>A size range: at least one bound, none negative, the limit not below the requirement.</summary>
internal sealed class RangeRule<TRequest>(string field, Func<TRequest, RangeView> get, bool isRequired = false) : FieldRule<TRequest>(field, isRequired)
{
    public override Violation? Find(TRequest request, RuleContext context) => get(request) switch
    {
        { IsPresent: false } => FindMissing(),
        { RequiredBytes: < 0 } => Violation.Of(Field + ".required_bytes", "must not be negative"),
        { LimitBytes: < 0 } => Violation.Of(Field + ".limit_bytes", "must not be negative"),
        { RequiredBytes: 0, LimitBytes: 0 } => Violation.Of(Field, "must set required_bytes or limit_bytes"),
        { LimitBytes: > 0 } range when range.RequiredBytes > range.LimitBytes =>
            Violation.Of(Field, $"has required_bytes {range.RequiredBytes} above limit_bytes {range.LimitBytes}"),
        _ => null,
    };
}
