namespace CsiHost.Plugins.Efs.Aws;

/// <summary>A role of another account.</summary>
/// <param name="Arn">The role.</param>
/// <param name="ExternalId">What its trust policy may ask for. A secret; empty for none.</param>
internal sealed record AssumedRole(string Arn, string ExternalId = "")
{
    public override string ToString() => Arn;
}
