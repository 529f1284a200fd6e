using System.Text.Json;

namespace CsiHost.StandIns.Kubernetes;

/// <summary>One write: the object before (none for a creation) and after (for a deletion, as it was, with the version of the deletion).</summary>
internal sealed record StoredEvent(long Revision, ObjectAddress Address, JsonElement? Before, JsonElement After, bool IsDeletion);
