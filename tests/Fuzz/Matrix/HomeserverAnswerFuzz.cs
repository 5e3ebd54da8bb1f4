using System.Net;
using System.Text.Json.Nodes;
using Bridges.Fuzz.Tests.Machine;
using Bridges.Matrix;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Fuzz.Tests.Matrix;

public sealed class HomeserverAnswerFuzz
{
    private static readonly RoomId Room = new("!r:hs.test");
    private static readonly UserId User = new("@a:hs.test");

    private static readonly Words Answers = new(
        [
            """{"event_id":"$a","room_id":"!r:hs.test","user_id":"@a:hs.test","content_uri":"mxc://hs.test/x","duration_ms":3.5}""",
            """{"versions":["v1.1","v1.11"],"unstable_features":{"org.matrix.msc2659":true,"x":{}},"joined":{"@a:hs.test":{"display_name":"A","avatar_url":null}},"joined_rooms":["!r:hs.test"]}""",
            """{"start":"s","end":"e","chunk":[{"type":"m.room.message","event_id":"$a","sender":"@a:hs.test","content":{"body":"x"},"origin_server_ts":1}],"state":[],"extra":[1]}""",
            """[{"type":"m.room.name","event_id":"$a","sender":"@a:hs.test","state_key":"","content":{"name":"x"}}]""",
            """{"errcode":"M_LIMIT_EXCEEDED","error":"slow down","retry_after_ms":5000}""",
        ],
        [.. Words.Json, "\"errcode\":\"M_NOT_FOUND\"", "\"versions\":null", "\"joined\":null", "\"joined_rooms\":null", "\"chunk\":null", "\"error\":"]);

    private static readonly Func<HomeserverClient, Task>[] Calls =
    [
        client => client.SendMessageAsync(User, Room, "t", RoomMessageContent.Text("x"), timestamp: null, default),
        client => client.RedactAsync(User, Room, new EventId("$a"), "t", "why", default),
        async client => Read(await client.GetStateAsync(null, Room, "m.room.name", "", default)),
        client => client.GetAllStateAsync(null, Room, default),
        async client => await client.ReadBackAsync(null, Room, 5, default).Take(3).CountAsync(),
        client => client.UploadAsync(null, "x"u8.ToArray(), "text/plain", "a/b\0.txt", default),
        client => client.RegisterAsync("x", default),
        client => client.SetDisplayNameAsync(null, "x", default),
        client => client.CreateRoomAsync(null, new CreateRoomRequest(), default),
        client => client.JoinAsync(null, Room, default),
        async client => Assert.NotNull(await client.JoinedMembersAsync(null, Room, default)),
        async client => Assert.NotNull(await client.JoinedRoomsAsync(null, default)),
        client => client.WhoAmIAsync(null, default),
        async client => Assert.All(await client.GetVersionsAsync(default), Assert.NotNull),
        client => client.PingAsync("bridges", "t", default),
    ];

    [Fact]
    public async Task Whatever_the_homeserver_answers_is_an_answer_or_one_of_two_exceptions()
    {
        using var answering = new Answering();
        using var http = new HttpClient(answering);
        var options = new HomeserverOptions { Url = new Uri("http://hs.test"), Token = "t", MaxAttempts = 1, RateLimitPatience = TimeSpan.Zero };
        var client = new HomeserverClient(http, options, TimeProvider.System, NullLogger<HomeserverClient>.Instance);
        var number = 0;
        await Fuzzing.BytesAsync(20_000, Answers, async body =>
        {
            answering.Body = body;
            answering.Status = (HttpStatusCode)((number % 5) switch { 0 => 400, 1 => 429, 2 => 404, _ => 200 });
            try
            {
                await Calls[number++ % Calls.Length](client);
                return "taken";
            }
            catch (MatrixException refusal)
            {
                Assert.NotEmpty(refusal.ErrorCode);
                return refusal.HasErrorCode ? "error code" : "no error code";
            }
            catch (HomeserverUnreachableException)
            {
                return "unreachable";
            }
        });
    }

    /// <summary>Goes through all of it: what is wrong must have shown by now.</summary>
    private static void Read(JsonNode? answer)
    {
        foreach (var (_, value) in answer as JsonObject ?? [])
        {
            Read(value);
        }
    }

    private sealed class Answering : HttpMessageHandler
    {
        public byte[] Body { get; set; } = [];

        public HttpStatusCode Status { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new HttpResponseMessage(Status) { Content = new ByteArrayContent(Body) };
            var words = Convert.ToHexString(Body.AsSpan(0, Math.Min(40, Body.Length)));
            answer.Content.Headers.TryAddWithoutValidation("Content-Type", words);
            answer.Headers.TryAddWithoutValidation("Retry-After", Body.Length % 3 == 0 ? "99999999999999" : "2000000000");
            return Task.FromResult(answer);
        }
    }
}
