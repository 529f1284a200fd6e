using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Plugins.Efs.Aws;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>What the provisioner's secret says about a file system of another account.</summary>
/// <param name="Role">The role to act as; null for none.</param>
/// <param name="UsesDns">Whether nodes find the mount target by its cross-account DNS name instead of by an address.</param>
internal sealed record CrossAccount(AssumedRole? Role, bool UsesDns)
{
    /// <exception cref="CsiException">A value is malformed.</exception>
    public static CrossAccount Parse(Secrets secrets)
    {
        var usesDns = false;
        if (secrets.TryGet(ParameterKeys.SecretCrossAccount, out var text) && !GoBoolean.TryParse(text, out usesDns))
            throw CsiErrors.InvalidArgument("secrets[crossaccount]", "must be true or false");
        if (!secrets.TryGet(ParameterKeys.SecretRoleArn, out var arn) || arn.Length == 0)
            return new CrossAccount(null, usesDns);
        return new CrossAccount(new AssumedRole(arn, secrets.TryGet(ParameterKeys.SecretExternalId, out var externalId) ? externalId : ""), usesDns);
    }
}
