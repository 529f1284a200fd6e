namespace CsiHost.Hosting.Configuration;

/// <summary>One value and where it was said, so that an error can point at the place to change.</summary>
/// <remarks>A class: generic code over a struct of ours would be compiled anew at every start.</remarks>
internal sealed record Setting(string Value, string Origin);
