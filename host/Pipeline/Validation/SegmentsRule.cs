namespace CsiHost.Pipeline.Validation;

/// <summary>Topologies of a request, each of bounded size. Their keys need no check: an unknown one matches nothing.</summary>
internal sealed class SegmentsRule<TRequest>(
    string field, Func<TRequest, IEnumerable<IReadOnlyDictionary<string, string>>> get) : FieldRule<TRequest>(field, isRequired: false)
{
    public override Violation? Find(TRequest request, RuleContext context) =>
        get(request).Select(segments => MapRule<TRequest>.FindSize(Field, segments)).FirstOrDefault(violation => violation is not null);
}
