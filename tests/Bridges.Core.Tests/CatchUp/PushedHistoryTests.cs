using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Tests.Bed;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.CatchUp;

/// <summary>Of a past that a network pushes, as much comes as the user wants.</summary>
public sealed class PushedHistoryTests
{
    [Fact]
    public async Task Of_so_many_chats_come_so_many_of_their_last_messages()
    {
        await using var bridge = await TestBridge.StartAsync(prepare: bed => bed.Options = bed.Options with { ChatsAtLogin = 2, MessagesAtLogin = 3 });

        await PushAsync(bridge, "ann", 1, 5);
        await PushAsync(bridge, "ben", 1, 2);
        await PushAsync(bridge, "eve", 1, 2);
        await bridge.ReceiveAsync("ben", "9", "live");

        await bridge.WaitForMessageAsync("live");
        await bridge.WaitUntilIdleAsync();
        Assert.Equal(["ann 3", "ann 4", "ann 5", "ben 1", "ben 2", "live"], Said(bridge));
    }

    [Fact]
    public async Task What_is_pushed_again_counts_once()
    {
        await using var bridge = await TestBridge.StartAsync(prepare: bed => bed.Options = bed.Options with { MessagesAtLogin = 4 });

        await PushAsync(bridge, "ann", 3, 2);
        await PushAsync(bridge, "ann", 3, 2);
        await bridge.RestartAsync();
        await bridge.Network.StartedAsync("alice");
        await PushAsync(bridge, "ann", 1, 2);
        await PushAsync(bridge, "ann", 7, 1);

        await bridge.WaitUntilIdleAsync();
        Assert.Equal(["ann 1", "ann 2", "ann 3", "ann 4"], Said(bridge));
    }

    [Fact]
    public async Task A_chat_that_has_a_room_is_given_its_past_whatever_the_limit()
    {
        await using var bridge = await TestBridge.StartAsync(prepare: bed => bed.Options = bed.Options with { ChatsAtLogin = 0 });
        await bridge.OpenChatAsync("ann");

        await PushAsync(bridge, "ann", 11, 2);
        await PushAsync(bridge, "ben", 1, 2);

        await bridge.WaitForMessageAsync("ann 12");
        await bridge.WaitUntilIdleAsync();
        Assert.DoesNotContain(Said(bridge), body => body.StartsWith("ben", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_user_chooses_at_the_login_within_what_the_admin_allows()
    {
        await using var bridge = await TestBridge.StartAsync(
            loggedIn: false, prepare: bed => bed.Options = bed.Options with { MessagesAtLogin = 1, MostMessagesAtLogin = 3 });
        var room = bridge.TalkRoom(bridge.Alice);
        await bridge.AskAsync(room, bridge.Alice, "login test messages=many", "with a number");
        await bridge.AskAsync(room, bridge.Alice, "login test messages=100", "Who are you?");
        await bridge.AskAsync(room, bridge.Alice, "alice", "What is the word?");
        await bridge.AskAsync(room, bridge.Alice, "sesame", "You are logged in");
        await bridge.Network.StartedAsync("alice");

        await PushAsync(bridge, "ann", 1, 5);
        await bridge.WaitForMessageAsync("ann 5");
        await bridge.WaitUntilIdleAsync();

        Assert.Equal(["ann 3", "ann 4", "ann 5"], Said(bridge).Where(body => body.StartsWith("ann", StringComparison.Ordinal)));
        var account = bridge.Services.GetRequiredService<AccountRegistry>().All.Single();
        Assert.Equal(3, (await bridge.Services.GetRequiredService<HistoryAmounts>().OfAsync(account, default)).Messages);
    }

    private static ValueTask PushAsync(TestBridge bridge, string chat, int from, int count)
    {
        RemoteMessage[] messages = [.. Enumerable.Range(from, count).Select(number => TestBridge.Message(chat, $"{number}", $"{chat} {number}"))];
        return bridge.AliceAccount.Host.ReceiveHistoryAsync(new RemoteHistory(new ChatSummary(messages[0].Chat, chat, messages[^1].Id, messages[^1].Timestamp), messages, IsLast: true), default);
    }

    private static IEnumerable<string> Said(TestBridge bridge) =>
        bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message").Select(sent => sent.Body!).Order(StringComparer.Ordinal);
}
