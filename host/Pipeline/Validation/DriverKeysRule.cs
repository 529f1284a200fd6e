using CsiHost.Abstractions.Backends;

namespace CsiHost.Pipeline.Validation;

/// <summary>The keys of a map against those the driver lists.</summary>
internal sealed class DriverKeysRule<TRequest>(
    string field,
    Func<TRequest, IReadOnlyDictionary<string, string>> get,
    Func<VolumeRules, IReadOnlySet<string>?> allowed) : FieldRule<TRequest>(field, isRequired: false)
{
    public override Violation? Find(TRequest request, RuleContext context) =>
        context.Driver is { } driver ? DriverRules.FindKey(Field, get(request), allowed(driver.Rules)) : null;
}
