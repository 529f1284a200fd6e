namespace CsiHost.Pipeline.Validation;

/// <summary>A map of bounded size.</summary>
internal sealed class MapRule<TRequest>(
    string field, Func<TRequest, IReadOnlyDictionary<string, string>> get, bool isRequired = false) : FieldRule<TRequest>(field, isRequired)
{
    public const int MaxBytes = 4096;

    public override Violation? Find(TRequest request, RuleContext context)
    {
        var map = get(request);
        return map.Count == 0 ? FindMissing() : FindSize(Field, map);
    }

    public static Violation? FindSize(string field, IReadOnlyDictionary<string, string> map)
    {
        // kubelet adds tokens of several kilobytes; the limit is for what the driver's own side put in.
        var bytes = Utf8Size.Of(map.Where(entry => entry.Key != KubernetesKeys.Tokens));
        return bytes > MaxBytes ? Violation.Of(field, $"has {bytes} bytes; the limit is {MaxBytes}") : null;
    }
}
