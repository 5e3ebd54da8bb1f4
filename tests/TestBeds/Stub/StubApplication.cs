using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Bridges.TestBeds.Stub;

/// <summary>Reads a request, lets the fault in force have its way, writes the answer.</summary>
internal sealed class StubApplication(
    StubOptions options, StubAccounts accounts, StubRoutes routes, StubFaults faults, Observed<StubRequest> requests)
    : IHttpApplication<IFeatureCollection>
{
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        var lifetime = context.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        var request = await ReadAsync(context.GetRequiredFeature<IHttpRequestFeature>(), lifetime.RequestAborted);
        if (options.Remember)
        {
            requests.Add(request);
        }

        var fault = faults.For(request);
        var answer = fault is { Status: > 0 } ? Refusal(fault) : await AnswerAsync(request, lifetime.RequestAborted);
        if (fault is not null)
        {
            await Task.Delay(fault.Delay, lifetime.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await fault.Until.WaitAsync(lifetime.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (fault.CutConnection)
            {
                lifetime.Abort();
                return;
            }
        }

        await WriteAsync(context, answer, fault?.RetryAfter);
    }

    private static StubAnswer Refusal(StubFault fault) => fault.Page is { } page
        ? new StubAnswer(fault.Status, Encoding.UTF8.GetBytes(page), "text/html")
        : StubAnswer.Json(
            fault.RetryAfter is { } retryAfter
                ? new { errcode = fault.ErrorCode, error = "As the test wishes", retry_after_ms = (long)retryAfter.TotalMilliseconds }
                : new { errcode = fault.ErrorCode, error = "As the test wishes" },
            fault.Status);

    private async ValueTask<StubAnswer> AnswerAsync(StubRequest request, CancellationToken cancellation)
    {
        if (!options.AppserviceTokens.Contains(request.AccessToken) && request.Parts is not ["versions"])
        {
            return StubAnswer.Error(401, "M_UNKNOWN_TOKEN", "Unknown access token");
        }

        if (!accounts.Exists(request.UserId))
        {
            // Synapse's words: one of the namespace who is not there yet, or somebody outside of it.
            return StubAnswer.Forbidden(IsOutside(request) ? "Application service cannot masquerade as this user" : "Application service has not registered this user");
        }

        try
        {
            return await routes.AnswerAsync(request, cancellation);
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return StubAnswer.Error(400, "M_BAD_JSON", malformed.Message);
        }
    }

    /// <summary>Whether the main registration has nothing to do with the user; the companion takes in everybody.</summary>
    private bool IsOutside(StubRequest request) =>
        request.AccessToken == options.AppserviceTokens[0]
        && !request.UserId.StartsWith("@_bridges_", StringComparison.Ordinal)
        && !request.UserId.StartsWith($"@{options.BotLocalpart}:", StringComparison.Ordinal);

    private async ValueTask<StubRequest> ReadAsync(IHttpRequestFeature request, CancellationToken cancellation)
    {
        var query = QueryHelpers.ParseQuery(request.QueryString)
            .ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString(), StringComparer.Ordinal);
        var authorization = request.Headers.Authorization.ToString();
        return new StubRequest
        {
            Method = request.Method,
            Path = PathOf(request.RawTarget),
            Parts = StubPath.Parts(request.RawTarget),
            Query = query,
            AccessToken = authorization.StartsWith("Bearer ", StringComparison.Ordinal) ? authorization["Bearer ".Length..] : "",
            UserId = query.GetValueOrDefault("user_id", accounts.Sender),
            Body = await ReadBodyAsync(request, options.Remember, cancellation),
            ContentType = request.Headers.ContentType.ToString(),
        };
    }

    private static string PathOf(string target) => target.Split('?', 2)[0];

    private static async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(IHttpRequestFeature request, bool keepsFiles, CancellationToken cancellation)
    {
        var length = request.Headers.ContentLength;
        if (length is null or 0 && request.Headers.TransferEncoding.Count == 0)
        {
            return default;
        }

        if (!keepsFiles && PathOf(request.RawTarget).Contains("/media/", StringComparison.Ordinal))
        {
            await request.Body.CopyToAsync(Stream.Null, cancellation);
            return default;
        }

        using var body = new MemoryStream((int)(length ?? 256));
        await request.Body.CopyToAsync(body, cancellation);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static async Task WriteAsync(IFeatureCollection context, StubAnswer answer, TimeSpan? retryAfter)
    {
        var response = context.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = answer.Status;
        response.Headers.ContentType = answer.ContentType;
        response.Headers.ContentLength = (long)answer.Body.Length * answer.Times;
        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        var writer = context.GetRequiredFeature<IHttpResponseBodyFeature>().Writer;
        for (var time = 0; time < answer.Times; time++)
        {
            await writer.WriteAsync(answer.Body);
        }
    }
}
