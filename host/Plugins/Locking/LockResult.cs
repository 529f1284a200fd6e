using CsiHost.Plugins.Findings;

namespace CsiHost.Plugins.Locking;

/// <summary>What was found at the lock's place.</summary>
/// <param name="Lock">The lock; null when there is none or it is not valid.</param>
/// <param name="Digest">SHA-256 of the file; empty when there is none.</param>
/// <param name="Findings">What is wrong with it.</param>
internal sealed record LockResult(LockFile? Lock, string Digest, IReadOnlyList<Finding> Findings);
