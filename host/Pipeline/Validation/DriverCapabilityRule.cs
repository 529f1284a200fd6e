using CsiHost.Abstractions.Models;

namespace CsiHost.Pipeline.Validation;

/// <summary>Capabilities and their volume context against the driver's own rules. Comes after the rules of the specification.</summary>
internal sealed class DriverCapabilityRule<TRequest>(
    string field,
    Func<TRequest, IReadOnlyList<VolumeCapability>> capabilities,
    Func<TRequest, IReadOnlyDictionary<string, string>>? volumeContext = null) : FieldRule<TRequest>(field, isRequired: false)
{
    /// <summary>Whether the field is a list, whose entries are named by their index.</summary>
    public bool IsList { get; init; }

    public override Violation? Find(TRequest request, RuleContext context)
    {
        if (context.Driver is not { } driver)
            return null;
        var known = volumeContext?.Invoke(request) ?? DriverRules.NoContext;
        var list = capabilities(request);
        for (var index = 0; index < list.Count; index++)
        {
            if (DriverRules.FindCapability(driver, list[index], known, IsList ? $"{Field}[{index}]" : Field) is { } violation)
                return violation;
        }
        return null;
    }
}
