using System.Net.Http.Json;
using System.Text.Json;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Telegram.Simulator.Tests.Control;

public sealed class HttpControlTests : TelegramTest
{
    protected override SimulatedTelegramOptions Options { get; } = new() { ControlPort = 0 };

    [Fact]
    public async Task Bob_can_be_played_over_http()
    {
        var client = await LogInAsync(Alice);
        using var http = Connect();

        var sent = await PostAsync(http, "chats/alice_sim+bob_sim/messages", new
        {
            from = "bob",
            text = "hello there",
            entities = new[] { new { kind = "Bold", offset = 0, length = 5 } },
        });
        await NewMessageAsync(client, "hello there");
        using var edited = await http.PatchAsJsonAsync("chats/alice_sim+bob_sim/messages/1", new { text = "hello, you" }, Stopping);
        await client.UpdateAsync("updateMessageContent", update => update.Get("new_content", "text").Text("text") == "hello, you");
        await PostAsync(http, "chats/alice_sim+bob_sim/typing", new { person = "bob" });
        await client.UpdateAsync("updateChatAction");
        await SendAsync(client, Bob.Id, "hello yourself");
        await PostAsync(http, "chats/alice_sim+bob_sim/read", new { person = "bob" });
        await client.UpdateAsync("updateChatReadOutbox");
        using var deleted = await http.DeleteAsync("chats/alice_sim+bob_sim/messages/1", Stopping);
        await client.UpdateAsync("updateDeleteMessages", update => update.GetProperty("is_permanent").GetBoolean());

        Assert.Equal("hello", sent.GetProperty("entities")[0].Text("text"));
        var held = await http.GetFromJsonAsync<JsonElement>("chats/alice_sim+bob_sim/messages", Stopping);
        Assert.True(held[0].GetProperty("isDeleted").GetBoolean());
        Assert.Equal("hello yourself", held[1].Text("text"));
    }

    [Fact]
    public async Task A_group_is_made_and_peopled_over_http()
    {
        using var http = Connect();

        await PostAsync(http, "people", new { firstName = "Dora", phone = "+9996615555" });
        var made = await PostAsync(http, "chats", new { kind = "supergroup", title = "Friends", creator = "bob", members = new[] { "alice" } });
        await PostAsync(http, "chats/friends/members", new { person = "dora" });
        using var left = await http.DeleteAsync("chats/friends/members/alice?by=bob", Stopping);

        var group = Assert.IsType<Channel>(Assert.Single(Telegram.Chats.All));
        Assert.Equal($"channel-{group.Id}", made.Text("chat"));
        Assert.Equal(["Bob", "Dora"], group.Members.Select(member => member.Person.FirstName));
    }

    [Fact]
    public async Task Faults_and_calls_are_within_reach_over_http()
    {
        using var http = Connect();
        await PostAsync(http, "faults/calls", new { method = "auth.signIn", code = 400, message = "PHONE_CODE_EXPIRED" });
        var client = await StartClientAsync("alice");
        await EnterPhoneAsync(client, Alice);

        var refused = await Assert.ThrowsAsync<TdException>(() => client.CallAsync("checkAuthenticationCode", new() { ["code"] = "12345" }));

        Assert.Equal("PHONE_CODE_EXPIRED", refused.Reason);
        var codes = await http.GetFromJsonAsync<JsonElement>("codes", Stopping);
        Assert.Equal("12345", codes[0].Text("code"));
        var calls = await http.GetFromJsonAsync<JsonElement>("calls?method=auth.signIn", Stopping);
        Assert.Equal("PHONE_CODE_EXPIRED", calls[0].Text("error"));
    }

    [Fact]
    public async Task A_refusal_says_why()
    {
        using var http = Connect();

        using var unknown = await http.GetAsync("chats/nowhere/messages", Stopping);
        using var refused = await http.PostAsJsonAsync("chats/alice+bob/messages", new { from = "carol", text = "let me in" }, Stopping);

        Assert.Equal(404, (int)unknown.StatusCode);
        Assert.Equal("CHAT_WRITE_FORBIDDEN", (await refused.Content.ReadFromJsonAsync<JsonElement>(Stopping)).Text("error"));
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body, Stopping);
        var text = await answer.Content.ReadAsStringAsync(Stopping);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    private HttpClient Connect()
    {
        var http = new ServiceCollection().AddHttpClient().BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient();
        http.BaseAddress = Telegram.ControlAddress;
        return http;
    }
}
