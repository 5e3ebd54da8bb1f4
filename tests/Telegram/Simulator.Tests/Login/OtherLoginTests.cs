using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;

namespace Bridges.Telegram.Simulator.Tests.Login;

public sealed class OtherLoginTests : TelegramTest
{
    [Fact]
    public async Task A_bot_logs_in_with_its_token()
    {
        var bot = Telegram.People.AddBot("Relay", "relay_bot");
        var client = await StartClientAsync("bot");
        await client.AuthorizationAsync("authorizationStateWaitPhoneNumber");

        await client.CallAsync("checkAuthenticationBotToken", new JsonObject { ["token"] = bot.BotToken });
        await client.AuthorizationAsync("authorizationStateReady");
        await Telegram.WaitForClientAsync(bot, cancellationToken: Stopping);
        Alice.SendText(Alice.ChatWith(bot), "/start");

        await NewMessageAsync(client, "/start");
    }

    [Fact]
    public async Task Somebody_of_another_data_centre_is_sent_there()
    {
        Alice.HomeDataCentre = 4;

        var client = await LogInAsync(Alice);

        Assert.Equal(Alice.Id, (await client.CallAsync("getMe")).Long("id"));
        Assert.Contains(Telegram.Calls, call => call.Error == "PHONE_MIGRATE_4");
    }

    [Fact]
    public async Task Logging_out_ends_the_session()
    {
        var client = await LogInAsync(Alice);

        await client.CallAsync("logOut");

        await client.AuthorizationAsync("authorizationStateClosed");
        Assert.Equal(0, Telegram.Logins.CountOf(Alice));
    }

    [Fact]
    public async Task A_session_that_is_revoked_elsewhere_closes_the_client()
    {
        var client = await LogInAsync(Alice);

        Telegram.Logins.Revoke(Alice);

        await client.AuthorizationAsync("authorizationStateLoggingOut");
        await client.AuthorizationAsync("authorizationStateClosed");
    }

    [Fact]
    public async Task Two_accounts_chat_with_each_other()
    {
        var alice = await LogInAsync(Alice);
        var bob = await LogInAsync(Bob);
        await OpenChatAsync(alice, Bob);

        await SendAsync(alice, Bob.Id, "are you there?");
        var question = await NewMessageAsync(bob, "are you there?");
        await SendAsync(bob, Alice.Id, "yes");
        var answer = await NewMessageAsync(alice, "yes");

        Assert.Equal(Alice.Id, question.Long("chat_id"));
        Assert.Equal(Bob.Id, answer.Long("chat_id"));
        var sessions = await alice.CallAsync("getActiveSessions");
        Assert.Single(sessions.GetProperty("sessions").EnumerateArray());
    }
}
