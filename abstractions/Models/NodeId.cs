namespace CsiHost.Abstractions.Models;

/// <summary>A CSI node id: 1 to 256 bytes of UTF-8 without control characters.</summary>
public readonly record struct NodeId
{
    private readonly string? _value;

    /// <summary>Checks and wraps an id.</summary>
    /// <param name="value">The id.</param>
    /// <exception cref="Errors.CsiException">Empty, too long, or with a control character (InvalidArgument, names the field).</exception>
    public NodeId(string value) => _value = Identifier.Check(value, "node_id", 256);

    /// <summary>The id's text; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public override string ToString() => Value;
}
