using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>The error of a publish whose request was valid. The workload's events show its text.</summary>
internal static class MountFailure
{
    public static CsiException Of(PublishInputs inputs, string reason, Exception? cause = null) =>
        new(CsiErrorKind.Failed, $"Could not mount \"{inputs.Bucket}\" at \"{inputs.Target}\": {reason}", cause);

    /// <summary>Runs a part of a publish: what it throws on purpose, and failures of files and time, become that error.</summary>
    public static async Task<T> WrapAsync<T>(PublishInputs inputs, Func<CancellationToken, Task<T>> work, CancellationToken limit)
    {
        try
        {
            return await work(limit);
        }
        catch (Exception exception) when (exception is CsiException or IOException or UnauthorizedAccessException)
        {
            throw Of(inputs, exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            throw Of(inputs, "it did not end before the call's deadline", exception);
        }
    }
}
