namespace CsiHost.Hosting.Configuration;

/// <summary>One value and where it was said, so that an error can point at the place to change.</summary>
internal readonly record struct Setting(string Value, string Origin);
