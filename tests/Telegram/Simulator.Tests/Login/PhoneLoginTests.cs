using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;

namespace Bridges.Telegram.Simulator.Tests.Login;

public sealed class PhoneLoginTests : TelegramTest
{
    [Theory]
    [InlineData("", false)]
    [InlineData("dd", false)]
    [InlineData("dd", true)]
    public async Task A_client_logs_in_with_phone_and_code(string secretPrefix, bool usePfs)
    {
        var client = await LogInAsync(Alice, secretPrefix, usePfs);

        var me = await client.CallAsync("getMe");

        Assert.Equal(Alice.Id, me.Long("id"));
        Assert.Equal("Alice", me.Text("first_name"));
        Assert.Equal("9996612222", me.Text("phone_number"));
        Assert.Equal(Alice, Assert.Single(Telegram.Logins.SentCodes).Person);
    }

    [Fact]
    public async Task A_wrong_code_is_refused()
    {
        var client = await StartClientAsync("alice");
        await EnterPhoneAsync(client, Alice);

        var refused = await Assert.ThrowsAsync<TdException>(
            () => client.CallAsync("checkAuthenticationCode", new JsonObject { ["code"] = "00000" }));

        Assert.Equal("PHONE_CODE_INVALID", refused.Reason);
    }

    [Fact]
    public async Task An_unknown_number_is_refused()
    {
        var client = await StartClientAsync("nobody");
        await client.AuthorizationAsync("authorizationStateWaitPhoneNumber");

        var refused = await Assert.ThrowsAsync<TdException>(
            () => client.CallAsync("setAuthenticationPhoneNumber", new JsonObject { ["phone_number"] = "+9990000000" }));

        Assert.Equal("PHONE_NUMBER_INVALID", refused.Reason);
    }

    [Fact]
    public async Task A_restarted_client_needs_no_login_and_gets_what_it_missed()
    {
        var first = await LogInAsync(Alice);
        var chat = Alice.ChatWith(Bob);
        Bob.SendText(chat, "before");
        await NewMessageAsync(first, "before");
        await first.DisposeAsync();
        Bob.SendText(chat, "while away");

        var second = await StartClientAsync("Alice");

        await second.AuthorizationAsync("authorizationStateReady");
        var missed = await NewMessageAsync(second, "while away");
        Assert.Equal(Bob.Id, missed.Long("chat_id"));
        Assert.Single(Telegram.Logins.SentCodes);
    }
}
