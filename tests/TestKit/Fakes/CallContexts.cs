using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;

namespace CsiHost.TestKit.Fakes;

/// <summary>Call contexts for calling a backend directly.</summary>
public static class CallContexts
{
    /// <summary>A context with locks of its own and no deadline.</summary>
    /// <param name="driver">The driver.</param>
    public static CallContext Create(string driver) => Create(driver, new InMemoryLocks().Begin());

    /// <summary>A context whose locks are shared with other calls.</summary>
    /// <param name="driver">The driver.</param>
    /// <param name="locks">The call's scope, see <see cref="InMemoryLocks.Begin"/>.</param>
    public static CallContext Create(string driver, ILockScope locks) =>
        new() { CallId = Guid.NewGuid().ToString("N")[..8], Driver = new DriverName(driver), Locks = locks };
}
