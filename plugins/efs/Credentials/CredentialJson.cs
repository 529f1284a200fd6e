using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>JSON metadata of what the providers answer.</summary>
[JsonSerializable(typeof(CredentialDocument))]
[JsonSerializable(typeof(WebIdentityDocument))]
internal sealed partial class CredentialJson : JsonSerializerContext;
