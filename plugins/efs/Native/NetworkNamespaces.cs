using System.Runtime.InteropServices;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Native;

/// <summary>Makes sockets in another network namespace. A socket belongs for ever to the namespace that its maker was in.</summary>
internal static class NetworkNamespaces
{
    private const int NewNetwork = 0x40000000;

    /// <summary>Runs a call in the namespace of a file such as <c>/run/netns/blue</c>, on a thread of its own that ends with it.</summary>
    /// <exception cref="CsiException">The file is no network namespace (FailedPrecondition).</exception>
    public static Task<T> RunAsync<T>(string file, Func<T> call)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                Enter(file);
                result.SetResult(call());
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        })
        { IsBackground = true, Name = "netns" }.UnsafeStart();
        return result.Task;
    }

    private static void Enter(string file)
    {
        try
        {
            using var opened = File.OpenHandle(file);
            if (Libc.SetNamespace((int)opened.DangerousGetHandle(), NewNetwork) != 0)
                throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CsiException(CsiErrorKind.FailedPrecondition, $"netns: {file} is no network namespace that can be entered: {exception.Message}", exception);
        }
    }
}
