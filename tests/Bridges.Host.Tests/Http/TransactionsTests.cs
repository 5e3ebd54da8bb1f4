using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Bridges.Host.Http;
using Bridges.Host.Tests.Cli;
using Bridges.Host.Tests.Hosting;
using Bridges.TestBeds.Stub;

namespace Bridges.Host.Tests.Http;

/// <summary>What the homeserver pushes, through the whole host to a network and back.</summary>
public sealed class TransactionsTests : IAsyncLifetime
{
    private SampleHost _sample = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sample = await SampleHost.StartAsync();

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Fact]
    public async Task The_same_transaction_again_delivers_its_message_once()
    {
        var message = Text("hello");

        Assert.Equal(HttpStatusCode.OK, await _sample.Host.Homeserver.PushAsync([message], "same", Cancellation));
        Assert.Equal(HttpStatusCode.OK, await _sample.Host.Homeserver.PushAsync([message], "same", Cancellation));

        Assert.Equal(["hello"], await HeardUntilTheEndAsync());
    }

    [Fact]
    public async Task The_same_message_in_another_transaction_is_delivered_once()
    {
        var message = Text("hello");

        await _sample.Host.Homeserver.PushAsync([message], "one", Cancellation);
        await _sample.Host.Homeserver.PushAsync([message, Text("and more")], "another", Cancellation);

        Assert.Equal(["hello", "and more"], await HeardUntilTheEndAsync());
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_another_transaction()
    {
        await _sample.Host.Homeserver.PushAsync([Text("hello")], "same", Cancellation);
        await _sample.Host.Homeserver.PushAsync([Text("good day")], "same", Cancellation);

        Assert.Equal(["hello", "good day"], await HeardUntilTheEndAsync());
    }

    [Fact]
    public async Task An_event_that_is_nested_too_deeply_holds_back_no_other()
    {
        const int Levels = 10_000;
        var deep = Text("deep").ToJsonString().Replace("\"deep\"", new string('[', Levels) + new string(']', Levels), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, await SendAsync($$"""{"events":[{{Text("before").ToJsonString()}},{{deep}},{{Text("behind").ToJsonString()}}]}"""));

        Assert.Equal(["before", "behind"], await HeardUntilTheEndAsync());
    }

    [Fact]
    public async Task A_depth_that_is_no_event_s_is_read_over()
    {
        const int Levels = 10_000;
        var deep = new StringBuilder().Insert(0, "{\"a\":", Levels).Append('1').Append('}', Levels);

        Assert.Equal(HttpStatusCode.OK, await SendAsync($$"""{"unknown":{{deep}},"events":[{{Text("hello").ToJsonString()}}]}"""));

        Assert.Equal(["hello"], await HeardUntilTheEndAsync());
    }

    [Fact]
    public async Task A_body_in_pieces_beyond_the_limit_is_refused_and_nothing_of_it_kept()
    {
        using var endless = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"events":[{{Text("hello").ToJsonString()}}],"x":"{{new string('x', HostServer.LargestBody)}}"}"""));
        using var request = Request(new StreamContent(endless));
        request.Headers.TransferEncodingChunked = true;
        request.Headers.ExpectContinue = false;

        using var answer = await _sample.Host.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(await HeardUntilTheEndAsync());
    }

    [Fact]
    public async Task A_body_that_ends_in_its_midst_is_refused_and_nothing_of_it_kept()
    {
        var body = $$"""{"events":[{{Text("hello").ToJsonString()}},{{Text("cut").ToJsonString()}}]}""";

        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(body[..^1]));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(body[..^20]));
        await CutOffAsync(body[..^20], announced: body.Length);

        Assert.Empty(await HeardUntilTheEndAsync());
    }

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"type":"m.room.message","room_id":7}""")]
    [InlineData("""{"type":"m.room.message","room_id":"!a:hs.test","sender":"nobody","event_id":"$x","content":{}}""")]
    public async Task An_event_that_cannot_be_read_is_left_out_and_the_others_arrive(string unreadable)
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync($$"""{"events":[{{Text("before").ToJsonString()}},{{unreadable}},{{Text("behind").ToJsonString()}}]}"""));

        Assert.Equal(["before", "behind"], await HeardUntilTheEndAsync());
        // Told of again in another transaction, it is still nothing.
        Assert.Equal(HttpStatusCode.OK, await SendAsync($$"""{"events":[{{unreadable}}]}"""));
        await _sample.Host.Homeserver.PushAsync([Text("after")], "after", Cancellation);
        await _sample.WaitForInPortalAsync("after");
        Assert.Equal((ExitCode.Success, "There are none."), await _sample.RunAsync("dead-letters", "list"));
    }

    [Fact]
    public async Task What_is_ephemeral_counts_once_under_both_of_its_names()
    {
        var read = _sample.Host.Homeserver.Sent.All.Single(sent => sent.Body == "message 2");
        var typing = new JsonObject { ["type"] = "m.typing", ["room_id"] = _sample.Portal, ["content"] = new JsonObject { ["user_ids"] = new JsonArray(SampleHost.Alice) } };
        var reading = new JsonObject { [read.EventId] = new JsonObject { ["m.read"] = new JsonObject { [SampleHost.Alice] = new JsonObject { ["ts"] = 1 } } } };
        var ephemeral = new JsonArray(typing, new JsonObject { ["type"] = "m.receipt", ["room_id"] = _sample.Portal, ["content"] = reading });
        var transaction = new JsonObject { ["events"] = new JsonArray(), ["ephemeral"] = ephemeral, ["de.sorunome.msc2409.ephemeral"] = ephemeral.DeepClone() };

        Assert.Equal(HttpStatusCode.OK, await _sample.Host.Homeserver.PushAsync(transaction, "ephemeral", Cancellation));
        await _sample.WaitForInPortalAsync("you type");
        await _sample.WaitForInPortalAsync("you read in-2");

        Assert.Equal(["you read in-2", "you type"], (await HeardUntilTheEndAsync()).Order());
    }

    /// <summary>What the other person was heard to say, apart from how it all began, up to a last word of Alice's.</summary>
    private async Task<IReadOnlyList<string>> HeardUntilTheEndAsync()
    {
        await _sample.Host.Homeserver.PushAsync([Text("the end")], "last", Cancellation);
        await _sample.WaitForInPortalAsync("the end");
        return [.. _sample.HeardInPortal().Where(text => text is not ("message 1" or "message 2" or "the end"))];
    }

    private JsonObject Text(string text) => StubEvents.Text(_sample.Portal, SampleHost.Alice, text);

    private async Task<HttpStatusCode> SendAsync(string body)
    {
        using var request = Request(new StringContent(body, Encoding.UTF8, "application/json"));
        using var answer = await _sample.Host.Client.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    private static HttpRequestMessage Request(HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"_matrix/app/v1/transactions/{Guid.NewGuid():N}") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Hs);
        return request;
    }

    private async Task CutOffAsync(string body, int announced)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", _sample.Host.Port, Cancellation);
        await connection.GetStream().WriteAsync(
            Encoding.UTF8.GetBytes($"PUT /_matrix/app/v1/transactions/cut HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Tokens.Hs}\r\nContent-Length: {announced}\r\n\r\n{body}"),
            Cancellation);
    }
}
