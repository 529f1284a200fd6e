namespace CsiHost.Abstractions.Plugins;

/// <summary>
/// Marks the one class of a crypto-policy plugin that implements <see cref="Crypto.ICryptoPolicy"/>. A process has one policy.
/// </summary>
/// <param name="name">The policy's name as shown by <c>csi-host crypto</c>, for example <c>fips-140-3</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CsiCryptoPolicyAttribute(string name) : Attribute
{
    /// <summary>The policy's name.</summary>
    public string Name { get; } = name;
}
