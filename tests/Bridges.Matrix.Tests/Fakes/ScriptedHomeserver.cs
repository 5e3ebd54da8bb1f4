using System.Net;
using System.Text;

namespace Bridges.Matrix.Tests;

/// <summary>A homeserver that gives the answers it was told, in that order, and remembers what it was asked.</summary>
internal sealed class ScriptedHomeserver
{
    public const string Token = "secret-token";

    private readonly Queue<Func<HttpResponseMessage>> _answers = new();

    public ScriptedHomeserver()
    {
        Options = new HomeserverOptions
        {
            Url = new Uri("http://hs.test:8008"),
            Token = Token,
            RequestTimeout = HastyTimeProvider.NeverFires,
            MediaTimeout = HastyTimeProvider.NeverFires,
            DownloadStall = HastyTimeProvider.NeverFires,
        };
    }

    public HomeserverOptions Options { get; init; }

    public HastyTimeProvider Time { get; } = new();

    public RecordingLogger<HomeserverClient> Logs { get; } = new();

    public List<ReceivedRequest> Requests { get; } = [];

    public ReceivedRequest Last => Requests[^1];

    public HomeserverClient Client() =>
        new(new HttpClient(new Handler(this)) { Timeout = Timeout.InfiniteTimeSpan }, Options, Time, Logs);

    public ScriptedHomeserver Answers(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        Answers(() => new HttpResponseMessage(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") });

    public ScriptedHomeserver Answers(Func<HttpResponseMessage> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public ScriptedHomeserver Refuses(HttpStatusCode status, string errorCode) =>
        Answers($$"""{"errcode":"{{errorCode}}","error":"No."}""", status);

    public ScriptedHomeserver IsAway(HttpRequestError error = HttpRequestError.ConnectionError) =>
        Answers(() => throw new HttpRequestException(error, "no connection"));

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : [];
        Requests.Add(new ReceivedRequest(
            request.Method, request.RequestUri!.PathAndQuery, request.Headers.Authorization?.ToString(), request.Content?.Headers.ContentType?.ToString(), body));
        Assert.True(_answers.TryDequeue(out var answer), $"No answer was scripted for {request.Method} {request.RequestUri.PathAndQuery}.");
        return answer();
    }

    private sealed class Handler(ScriptedHomeserver homeserver) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            homeserver.AnswerAsync(request, cancellationToken);
    }
}
