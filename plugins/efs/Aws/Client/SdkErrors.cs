using Amazon.Runtime;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>The library's exceptions as ours.</summary>
internal static class SdkErrors
{
    public static AwsException Translate(AwsService service, string operation, Exception error) => error switch
    {
        ApiServiceException e when !string.IsNullOrEmpty(e.ErrorCode) => Refused(service, operation, e, e.AccessPointId),
        AmazonServiceException e when !string.IsNullOrEmpty(e.ErrorCode) => Refused(service, operation, e, ""),
        AmazonServiceException e => new AwsException(
            IsTransport(e) ? AwsErrorKind.Unavailable : AwsErrorCodes.KindOf("", (int)e.StatusCode, operation), $"{operation} of {service.Name} failed: {CauseOf(e)}", e),
        HttpRequestException or IOException or TimeoutException or OperationCanceledException => new AwsException(
            AwsErrorKind.Unavailable, $"{service.Name} did not answer {operation}: {CauseOf(error)}", error),
        AmazonClientException e => new AwsException(
            IsTransport(e) ? AwsErrorKind.Unavailable : AwsErrorKind.Other, $"{operation} of {service.Name} failed: {CauseOf(e)}", e),
        _ => new AwsException(AwsErrorKind.Other, $"{operation} of {service.Name} failed: {error.Message}", error),
    };

    private static AwsException Refused(AwsService service, string operation, AmazonServiceException error, string accessPointId) =>
        new(AwsErrorCodes.KindOf(error.ErrorCode, (int)error.StatusCode, operation), $"{operation} of {service.Name} answered {error.ErrorCode}: {error.Message}", error)
        {
            Code = error.ErrorCode,
            AccessPointId = accessPointId,
        };

    private static bool IsTransport(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is HttpRequestException or IOException or OperationCanceledException or TimeoutException)
                return true;
        }
        return false;
    }

    private static string CauseOf(Exception error)
    {
        while (error.InnerException is { } inner)
            error = inner;
        return error.Message;
    }
}
