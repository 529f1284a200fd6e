namespace CsiHost.Pipeline.Validation;

/// <summary>A capacity range as sent, before anybody has checked it.</summary>
internal readonly record struct RangeView(bool IsPresent, long RequiredBytes, long LimitBytes);
