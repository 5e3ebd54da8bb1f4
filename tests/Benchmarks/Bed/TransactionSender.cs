using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Bridges.TestBeds.Stub;

namespace Bridges.Benchmarks;

/// <summary>The homeserver's pushing side, with as little cost of its own as can be. One transaction at a time, as homeservers do.</summary>
internal sealed class TransactionSender : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _http;
    private readonly string _user;
    private readonly string _run = Guid.NewGuid().ToString("N");
    private int _transactions;
    private string _lastEvent = "";

    public TransactionSender(Uri host, string homeserverToken, string user)
    {
        _user = user;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null }) { BaseAddress = host };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", homeserverToken);
    }

    /// <summary>Sends texts, each into its room; returns when the host has taken them.</summary>
    public Task SendTextsAsync(IEnumerable<(string Room, string Text)> texts) =>
        SendAsync(texts.Select(text => Event(text.Room, "m.room.message", $$"""{"msgtype":"m.text","body":"{{text.Text}}"}""")));

    /// <summary>Sends files, each into its room, and asks what they weigh.</summary>
    public Task SendFilesAsync(IEnumerable<(string Room, string Address, long Size)> files) => SendAsync(files.Select(file => Event(
        file.Room, "m.room.message",
        $$"""{"msgtype":"m.file","body":"weigh","filename":"some.bin","url":"{{file.Address}}","info":{"mimetype":"application/octet-stream","size":{{file.Size}}} }""")));

    /// <summary>Tells that the user has read a room up to the event that was sent last.</summary>
    public Task SendReceiptAsync(string room)
    {
        var read = new JsonObject { ["m.read"] = new JsonObject { [_user] = new JsonObject { ["ts"] = Now } } };
        var receipt = new JsonObject { ["type"] = "m.receipt", ["room_id"] = room, ["content"] = new JsonObject { [_lastEvent] = read } };
        return SendBodyAsync(new JsonObject { ["events"] = new JsonArray(), ["ephemeral"] = new JsonArray(receipt) }.ToJsonString());
    }

    public void Dispose() => _http.Dispose();

    private Task SendAsync(IEnumerable<string> events) => SendBodyAsync($$"""{"events":[{{string.Join(',', events)}}]}""");

    private async Task SendBodyAsync(string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = Json;
        using var response = await _http.PutAsync(new Uri($"_matrix/app/v1/transactions/{_run}{++_transactions}", UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
    }

    private string Event(string room, string type, string content, string further = "")
    {
        _lastEvent = StubEvents.NewId();
        return $$"""{"event_id":"{{_lastEvent}}","room_id":"{{room}}","type":"{{type}}","sender":"{{_user}}","origin_server_ts":{{Now}},"content":{{content}}{{further}}}""";
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
}
