using Bridges.Matrix;

namespace Bridges.Host.Http;

/// <summary>Gives every failed request an answer that a homeserver understands, and an unexpected failure a log line.</summary>
internal sealed partial class FailedRequests(ILogger<FailedRequests> logger)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
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
            Log.Failed(logger, context.Request.Method, context.GetEndpoint()?.DisplayName, exception);
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, MatrixErrorCodes.Unknown, "This request failed here; the log of the bridge says why.");
        }

        if (!context.Response.HasStarted && context.Response.ContentLength is null && context.Response.StatusCode is 404 or 405)
        {
            await AnswerAsync(context, context.Response.StatusCode, MatrixErrorCodes.Unrecognized, "There is no such endpoint.");
        }
    }

    private static Task AnswerAsync(HttpContext context, int status, string code, string message) =>
        context.Response.HasStarted ? Task.CompletedTask : MatrixAnswer.ErrorAsync(context, status, code, message);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A request of the homeserver failed: {Method} {Endpoint}")]
        public static partial void Failed(ILogger logger, string method, string? endpoint, Exception exception);
    }
}
