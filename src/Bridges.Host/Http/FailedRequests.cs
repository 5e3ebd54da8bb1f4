using System.Diagnostics;
using Bridges.Matrix;

namespace Bridges.Host.Http;

/// <summary>Gives every request an id in answer and log, every failed one an answer that a homeserver understands, and an unexpected failure a log line.</summary>
internal sealed partial class FailedRequests(ILogger<FailedRequests> logger)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var (id, began) = (RequestIds.Of(context), Stopwatch.GetTimestamp());
        context.Response.Headers[RequestIds.Header] = id;
        try
        {
            await AnswerAsync(context, next, id);
        }
        finally
        {
            Log.Answered(logger, id, context.Request.Method, EndpointOf(context), context.Response.StatusCode, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    private async Task AnswerAsync(HttpContext context, RequestDelegate next, string id)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException exception)
        {
            var code = exception switch
            {
                InvalidParameterException => MatrixErrorCodes.InvalidParam,
                { StatusCode: StatusCodes.Status413PayloadTooLarge } => MatrixErrorCodes.TooLarge,
                _ => MatrixErrorCodes.BadJson,
            };
            await AnswerAsync(context, exception.StatusCode, code, exception.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            // The homeserver keeps what was not acknowledged and sends it again.
            Log.Failed(logger, id, context.Request.Method, EndpointOf(context), exception);
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, MatrixErrorCodes.Unknown, $"This request failed here; the log of the bridge says why (request {id}).");
        }

        if (!context.Response.HasStarted && context.Response.ContentLength is null && context.Response.StatusCode is 404 or 405)
        {
            await AnswerAsync(context, context.Response.StatusCode, MatrixErrorCodes.Unrecognized, "There is no such endpoint.");
        }
    }

    /// <summary>Its pattern: what stands in a path may be a number or a name.</summary>
    private static string? EndpointOf(HttpContext context) => context.GetEndpoint()?.DisplayName;

    private static Task AnswerAsync(HttpContext context, int status, string code, string message) =>
        context.Response.HasStarted ? Task.CompletedTask : MatrixAnswer.ErrorAsync(context, status, code, message);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Request {RequestId} failed: {Method} {Endpoint}")]
        public static partial void Failed(ILogger logger, string requestId, string method, string? endpoint, Exception exception);

        [LoggerMessage(2, LogLevel.Debug, "Request {RequestId}: {Method} {Endpoint} was answered {Status} after {Milliseconds:0.0} ms")]
        public static partial void Answered(ILogger logger, string requestId, string method, string? endpoint, int status, double milliseconds);
    }
}
