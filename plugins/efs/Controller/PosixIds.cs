using System.Globalization;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>The identity that is asked for: each id fixed, or from a range.</summary>
internal sealed record PosixIds
{
    public long? Uid { get; init; }

    public long? Gid { get; init; }

    public GidRange Range { get; init; } = GidRange.Default;

    public bool AreFixed => Uid is not null && Gid is not null;

    /// <exception cref="CsiException">A number is malformed or the range is none.</exception>
    public static PosixIds Parse(IReadOnlyDictionary<string, string> parameters)
    {
        var uid = Read(parameters, ParameterKeys.Uid, 0);
        var gid = Read(parameters, ParameterKeys.Gid, 0);
        var start = Read(parameters, ParameterKeys.GidRangeStart, 1);
        var end = Read(parameters, ParameterKeys.GidRangeEnd, 1);
        if (start is null != end is null)
        {
            var missing = start is null ? ParameterKeys.GidRangeStart : ParameterKeys.GidRangeEnd;
            throw CsiErrors.InvalidArgument(ProvisioningSwitches.Field(missing), "is missing; gidRangeStart and gidRangeEnd belong together");
        }
        if (end <= start)
            throw CsiErrors.InvalidArgument(ProvisioningSwitches.Field(ParameterKeys.GidRangeEnd), "must be greater than gidRangeStart");
        return new PosixIds { Uid = uid, Gid = gid, Range = start is null ? GidRange.Default : new GidRange(start.Value, end!.Value) };
    }

    /// <summary>Whether an identity is one that was asked for.</summary>
    public bool Accept(long uid, long gid) => (Uid ?? uid) == uid && (Gid ?? gid) == gid
        && (Uid is not null || Range.Contains(uid)) && (Gid is not null || Range.Contains(gid));

    private static long? Read(IReadOnlyDictionary<string, string> parameters, string key, long least)
    {
        if (!parameters.TryGetValue(key, out var text))
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least
            ? value
            : throw CsiErrors.InvalidArgument(ProvisioningSwitches.Field(key), $"must be a whole number of at least {least}, not '{text}'");
    }
}
