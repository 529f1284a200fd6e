using CsiHost.Abstractions.Errors;

namespace CsiHost.Pipeline.Validation;

/// <summary>A driver that stages needs to hear where. The specification calls its absence a matter of order, not of arguments.</summary>
internal sealed class StagedPathRule<TRequest>(string field, Func<TRequest, string> get) : FieldRule<TRequest>(field, isRequired: false)
{
    public override Violation? Find(TRequest request, RuleContext context) =>
        get(request).Length > 0 || !context.Stages
            ? null
            : new Violation($"{Field} is required: this driver stages volumes, so NodeStageVolume comes first", CsiErrorKind.FailedPrecondition);
}
