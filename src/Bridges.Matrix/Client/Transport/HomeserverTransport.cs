using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Polly;

namespace Bridges.Matrix;

/// <summary>Sends calls, waits and tries again as <see cref="RetryRules"/> say, and turns every failure into one of two exceptions.</summary>
internal sealed partial class HomeserverTransport
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpClient _http;
    private readonly HomeserverOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _root;
    private readonly AuthenticationHeaderValue _authorization;
    private readonly ResiliencePipeline _retries;

    public HomeserverTransport(HttpClient http, HomeserverOptions options, TimeProvider time, ILogger logger)
    {
        _http = http;
        _options = options;
        _time = time;
        _logger = logger;
        _root = options.Url.GetLeftPart(UriPartial.Path).TrimEnd('/');
        _authorization = new AuthenticationHeaderValue("Bearer", options.Token);
        _retries = RetryRules.CreatePipeline(options, time, (error, pause) => Log.TryingAgain(_logger, pause, error.Message));
    }

    /// <summary>For calls whose answer says nothing.</summary>
    public Task SendAsync(HomeserverCall call, CancellationToken cancellationToken) =>
        SendAsync(call, TransportJson.Default.JsonElement, cancellationToken);

    public async Task<T> SendAsync<T>(HomeserverCall call, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        RetryRules.Begin(context, call);
        try
        {
            return await _retries.ExecuteAsync(
                static (attempt, state) => state.Transport.AttemptAsync(state.Call, state.Answer, attempt.CancellationToken),
                context,
                (Transport: this, Call: call, Answer: answer));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Saves a file; ends where nothing more comes for long. Synapse gives a remote server's file time to come.</summary>
    /// <returns>The media type that the answer names.</returns>
    public async Task<string?> DownloadAsync(EscapedPath path, string file, long maxBytes, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var call = HomeserverCall.Get(path);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            return await _retries.ExecuteAsync(
                static (attempt, state) => state.Transport.AttemptAsync(
                    state.Call, state.Transport._options.DownloadStall,
                    (response, goesOn, token) => new ValueTask<string?>(FileDownload.SaveAsync(
                        response, state.File, state.MaxBytes,
                        length =>
                        {
                            goesOn();
                            state.Progress?.Report(length);
                        },
                        token)),
                    attempt.CancellationToken),
                context,
                (Transport: this, Call: call, File: file, MaxBytes: maxBytes, Progress: progress));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ValueTask<T> AttemptAsync<T>(HomeserverCall call, JsonTypeInfo<T> answer, CancellationToken cancellationToken) =>
        AttemptAsync(
            call, call.Media ? _options.MediaTimeout : _options.RequestTimeout,
            (response, _, token) => AnswerReader.ReadAsync(response, answer, _options.MaxAnswerBytes, token), cancellationToken);

    private async ValueTask<T> AttemptAsync<T>(
        HomeserverCall call, TimeSpan patience, Func<HttpResponseMessage, Action, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, _time);
        using var forwarded = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), timeout);
        try
        {
            using var request = CreateRequest(call);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            return response.IsSuccessStatusCode
                ? await read(response, () => timeout.CancelAfter(patience), timeout.Token)
                : throw await ErrorAnswers.ReadAsync(response, call, _time, timeout.Token);
        }
        catch (OperationCanceledException cancelled)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw timeout.IsCancellationRequested
                ? ConnectionErrors.TimedOut(_options.Url, patience, cancelled)
                : ConnectionErrors.NotConnected(_options.Url, cancelled);
        }
        catch (HttpRequestException error)
        {
            throw ConnectionErrors.ToException(error, _options.Url);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw ConnectionErrors.Broke(_options.Url, error);
        }
    }

    private HttpRequestMessage CreateRequest(HomeserverCall call)
    {
        var request = new HttpRequestMessage(call.Method, new Uri(_root + call.Path.Value, AsWritten)) { Content = call.Body?.ToContent() };
        request.Headers.Authorization = _authorization;
        return request;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "A call to the homeserver is tried again in {Pause}: {Reason}")]
        public static partial void TryingAgain(ILogger logger, TimeSpan pause, string reason);
    }
}
