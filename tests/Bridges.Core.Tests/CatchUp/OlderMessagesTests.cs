using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.CatchUp;

/// <summary>What was said before a room begins comes when its user asks for it.</summary>
public sealed class OlderMessagesTests
{
    private static readonly DateTimeOffset _began = TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1);

    [Fact]
    public async Task As_many_of_the_older_messages_as_are_asked_for_come_in_order()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false, prepare: bed => bed.Options = bed.Options with { MessagesAtLogin = 2 });
        bridge.Network.History.AddRange(Past(1, 8));
        await bridge.LogInAsync("alice");
        var room = (await bridge.WaitForMessageAsync("said 8")).RoomId;

        await AskAsync(bridge, room, "history 3", "3 older messages come");
        await bridge.WaitForMessageAsync("said 6");
        await AskAsync(bridge, room, "history 50", "3 older messages come");
        await bridge.WaitForMessageAsync("said 3");
        await bridge.WaitUntilIdleAsync();
        await AskAsync(bridge, room, "history", "nothing older");

        Assert.Equal(["said 7", "said 8", "said 4", "said 5", "said 6", "said 1", "said 2", "said 3"], Said(bridge));
        var oldest = bridge.Homeserver.Sent.All.Single(sent => sent.Body == "said 1");
        Assert.Equal(_began.AddMinutes(1).ToUnixTimeMilliseconds(), oldest.Timestamp);
    }

    [Fact]
    public async Task What_is_no_number_is_answered()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");

        await AskAsync(bridge, room, "history much", "with a number of messages");
        await AskAsync(bridge, room, "history 0", "with a number of messages");
    }

    [Fact]
    public async Task A_network_without_a_past_says_so()
    {
        await using var bridge = await TestBridge.StartAsync(disguise: account => new PlainAccount(account));
        var room = await bridge.OpenChatAsync("bob");

        await AskAsync(bridge, room, "history", "gives out nothing of what was said before");
    }

    [Fact]
    public async Task What_has_to_be_asked_for_comes_when_the_network_answers_and_no_more_than_that()
    {
        var deeds = new Deeds();
        await using var bridge = await TestBridge.StartAsync(
            disguise: account => new AskingAccount(account, deeds), prepare: bed => bed.Options = bed.Options with { MessagesAtLogin = 1 });
        await PushAsync(bridge, 8, 1);
        var room = (await bridge.WaitForMessageAsync("said 8")).RoomId;
        await bridge.WaitUntilIdleAsync();

        await AskAsync(bridge, room, "history 3", "is asked for older messages");
        var asked = await deeds.WaitForAsync(deed => deed.What == "request");
        Assert.Equal(("3", "8"), (asked.Text, asked.Target));
        await bridge.RestartAsync();
        await bridge.Network.StartedAsync("alice");
        await PushAsync(bridge, 6, 4);
        await PushAsync(bridge, 1, 8);
        await PushAsync(bridge, 1, 8);

        await bridge.WaitForMessageAsync("said 5");
        await bridge.WaitUntilIdleAsync();
        Assert.Equal(["said 8", "said 6", "said 7", "said 5"], Said(bridge));
    }

    private static IEnumerable<RemoteMessage> Past(int from, int count) => Enumerable.Range(from, count)
        .Select(number => TestBridge.Message("bob", $"{number}", $"said {number}") with { Timestamp = _began.AddMinutes(number) });

    private static ValueTask PushAsync(TestBridge bridge, int from, int count)
    {
        RemoteMessage[] messages = [.. Past(from, count)];
        return bridge.AliceAccount.Host.ReceiveHistoryAsync(
            new RemoteHistory(new ChatSummary(messages[0].Chat, "bob", messages[^1].Id, messages[^1].Timestamp), messages, IsLast: false), default);
    }

    private static async Task AskAsync(TestBridge bridge, string room, string command, string answer)
    {
        var before = bridge.Homeserver.Sent.All.Count;
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, $"!bridges {command}"));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(
            bridge.Homeserver.Sent.All.Skip(before).Any(sent => sent.RoomId == room && sent.Sender == bridge.Homeserver.BotUserId && sent.Body?.Contains(answer, StringComparison.Ordinal) == true)));
    }

    private static IEnumerable<string> Said(TestBridge bridge) =>
        bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message" && sent.Body?.StartsWith("said ", StringComparison.Ordinal) == true).Select(sent => sent.Body!);

    /// <summary>An account whose network has to be asked for its past.</summary>
    private sealed class AskingAccount(IAccount inner, Deeds deeds) : PlainAccount(inner), IRequestsHistory
    {
        public Task RequestHistoryAsync(ChatKey chat, RemoteMessageId? before, int limit, CancellationToken cancellationToken)
        {
            deeds.Add(new Deed("request", chat, $"{limit}", before?.Value));
            return Task.CompletedTask;
        }
    }
}
