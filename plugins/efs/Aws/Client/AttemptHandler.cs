using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>Counts and times each attempt; sits inside the retry loop.</summary>
internal sealed class AttemptHandler(AwsMetrics metrics, AwsService service) : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var operation = ((SdkCall)executionContext.RequestContext.OriginalRequest).Request.Operation;
        var start = metrics.Start();
        try
        {
            return await base.InvokeAsync<T>(executionContext);
        }
        catch (AmazonServiceException e) when (!string.IsNullOrEmpty(e.ErrorCode))
        {
            metrics.Failed(service.Name, operation, e.ErrorCode);
            throw;
        }
        finally
        {
            metrics.Ended(service.Name, operation, start);
        }
    }
}
