using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Bridges.TestBeds.Stub;

namespace Bridges.TestBeds.Tests;

public sealed class StubHomeserverTests : IAsyncLifetime
{
    private readonly SocketsHttpHandler _handler = new() { UseProxy = false };
    private StubHomeserver _stub = null!;
    private HttpClient _http = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Whoever names nobody is the bot here, which keeps these requests short.
        _stub = await StubHomeserver.StartAsync(new StubOptions { SenderLocalpart = "bridges" }, Cancellation);
        _http = new HttpClient(_handler) { BaseAddress = _stub.Url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "stub-as-token");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _stub.DisposeAsync();
    }

    [Fact]
    public async Task A_repeated_transaction_id_is_the_same_event()
    {
        var room = _stub.AddRoom(_stub.BotUserId);

        var first = await SendAsync(room.Id, "t1", "hello");
        var again = await SendAsync(room.Id, "t1", "hello");
        var other = await SendAsync(room.Id, "t2", "hello");

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal([first, other], _stub.Sent.All.Where(sent => sent.Type == "m.room.message").Select(sent => sent.EventId));
    }

    [Fact]
    public async Task A_ghost_must_be_registered_and_in_the_room()
    {
        var room = _stub.AddRoom(_stub.BotUserId);
        var ghost = _stub.UserId("_bridges_x_1");
        string As(string path) => $"{path}?user_id={Uri.EscapeDataString(ghost)}";

        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(As(Path(room.Id, "t1")), new { body = "hi" }));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("register", new { type = "m.login.application_service", username = "_bridges_x_1" }));
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(As(Path(room.Id, "t1")), new { body = "hi" }));
        Assert.Equal(HttpStatusCode.OK, await PostAsync($"rooms/{room.Id}/invite", new { user_id = ghost }));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(As($"join/{room.Id}"), new { }));
        Assert.Equal(HttpStatusCode.OK, await PutAsync(As(Path(room.Id, "t1")), new { body = "hi" }));
        Assert.Equal(ghost, (await _stub.Sent.WaitForAsync("the message", sent => sent.Body == "hi", TimeSpan.FromSeconds(60), Cancellation)).Sender);
    }

    [Fact]
    public async Task Faults_strike_as_often_as_they_should()
    {
        var room = _stub.AddRoom(_stub.BotUserId);
        using (_stub.Faults.Inject(StubFault.RateLimited(TimeSpan.FromSeconds(2)) with { Times = 1 }))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, await PutAsync(Path(room.Id, "t1"), new { body = "hi" }));
            Assert.Equal(HttpStatusCode.OK, await PutAsync(Path(room.Id, "t1"), new { body = "hi" }));
        }

        using (_stub.Faults.Inject(StubFault.AnswerLost))
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => PutAsync(Path(room.Id, "t2"), new { body = "lost" }));
        }

        using (_stub.Faults.Inject(StubFault.Down))
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => PutAsync(Path(room.Id, "t3"), new { body = "never" }));
        }

        Assert.Equal(["hi", "lost"], _stub.Sent.All.Where(sent => sent.Type == "m.room.message").Select(sent => sent.Body!));
    }

    [Fact]
    public async Task It_delivers_transactions_and_pings_to_the_application_service()
    {
        // Another stub stands for the application service: what matters is what arrives there.
        await using var appservice = await StubHomeserver.StartAsync(cancellation: Cancellation);
        _stub.AppserviceUrl = appservice.Url;

        await _stub.PushAsync([StubEvents.Text("!room:hs.test", "@alice:hs.test", "hello")], "17", Cancellation);
        await PostAsync("appservice/bridges/ping", new { transaction_id = "p1" });

        var pushed = appservice.Requests.All[0];
        Assert.Equal(("PUT", "/_matrix/app/v1/transactions/17", "stub-hs-token"), (pushed.Method, pushed.Path, pushed.AccessToken));
        Assert.Equal("hello", pushed.Json.GetProperty("events")[0].GetProperty("content").GetProperty("body").GetString());
        Assert.Equal("p1", appservice.Requests.All[1].Json.GetProperty("transaction_id").GetString());
    }

    [Fact]
    public async Task Rooms_remember_what_they_were_made_with()
    {
        using var response = await _http.PostAsJsonAsync(
            "_matrix/client/v3/createRoom",
            new
            {
                name = "Family",
                invite = new[] { "@alice:hs.test" },
                initial_state = new[] { new { type = "m.bridge", state_key = "x", content = new { network = "x" } } },
            },
            Cancellation);
        var id = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("room_id").GetString()!;

        var room = _stub.Room(id);
        Assert.Equal("Family", room.State("m.room.name")!.Value.GetProperty("name").GetString());
        Assert.Equal("x", room.State("m.bridge", "x")!.Value.GetProperty("network").GetString());
        Assert.Equal("invite", room.Membership("@alice:hs.test"));
        Assert.Equal([_stub.BotUserId], room.Joined);
    }

    [Fact]
    public async Task A_wrong_token_is_refused()
    {
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "wrong");

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("join/!a:hs.test", new { }));
    }

    private static string Path(string roomId, string transactionId) => $"rooms/{roomId}/send/m.room.message/{transactionId}";

    private async Task<string> SendAsync(string roomId, string transactionId, string body)
    {
        using var response = await _http.PutAsJsonAsync($"_matrix/client/v3/{Path(roomId, transactionId)}", new { msgtype = "m.text", body }, Cancellation);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("event_id").GetString()!;
    }

    private async Task<HttpStatusCode> PutAsync(string path, object body)
    {
        using var response = await _http.PutAsJsonAsync($"_matrix/client/v3/{path}", body, Cancellation);
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> PostAsync(string path, object body)
    {
        using var response = await _http.PostAsJsonAsync($"_matrix/client/v3/{path}", body, Cancellation);
        return response.StatusCode;
    }
}
