using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.CatchUp;

public sealed class GapTests
{
    private static readonly ChatKey Family = new(new("family"));

    [Fact]
    public async Task Gap_longer_than_the_window_is_filled_though_a_message_in_it_is_known()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        bridge.Network.History.Add(TestBridge.Message("bob", "1", "first in bob"));
        var looking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource();
        await bridge.StopBridgeAsync();
        bridge.Network.BeforeReading = _ =>
        {
            looking.TrySetResult();
            return go.Task;
        };
        bridge.Network.History.AddRange(Enumerable.Range(2, 150).Select(id => TestBridge.Message("bob", $"{id}", $"missed {id}")));

        await bridge.RestartAfterStopAsync();
        await looking.Task.WaitAsync(TestBridge.Patience);
        // Lanes do not wait for the look: what Alice says meanwhile is the newest message of the chat, and known.
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "mine"));
        await bridge.Network.Did.WaitForAsync(did => did.Text == "mine");
        bridge.Network.History.Add(TestBridge.Message("bob", "1001", "mine") with { Sender = new("alice"), FromSelf = true });
        go.SetResult();

        await bridge.WaitForMessageAsync("missed 151");
        Assert.Equal(
            Enumerable.Range(2, 150).Select(id => $"missed {id}"),
            bridge.Homeserver.Sent.All.Select(sent => sent.Body).Where(body => body?.StartsWith("missed", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task Author_whose_clock_is_behind_is_not_passed_over_in_a_new_chat()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.StopBridgeAsync();
        bridge.Network.History.AddRange([
            TestBridge.Message("carol", "1", "one"),
            TestBridge.Message("carol", "2", "two") with { Timestamp = TimeProvider.System.GetUtcNow().AddDays(-2) },
            TestBridge.Message("carol", "3", "three"),
        ]);

        await bridge.RestartAfterStopAsync();

        await bridge.WaitForMessageAsync("three");
        Assert.Equal(["one", "two", "three"], bridge.Homeserver.Sent.All.Select(sent => sent.Body).OfType<string>());
    }

    [Fact]
    public async Task Look_that_an_event_began_before_the_connection_was_up_does_not_count_for_the_session()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        bridge.Network.History.Add(TestBridge.Message("bob", "1", "first in bob") with { Timestamp = TimeProvider.System.GetUtcNow().AddDays(-2) });
        bridge.AliceAccount.Host.ReportState(AccountState.Connecting);
        await bridge.ReceiveAsync("carol", "1", "early");
        await bridge.WaitForMessageAsync("early");

        // Known to the network only once it answers: a chat in which nothing was said since.
        bridge.Network.History[0] = bridge.Network.History[0] with { Version = 1, Parts = [new MessagePart("", new TextContent(RichText.Plain("changed")))] };
        bridge.AliceAccount.Host.ReportState(AccountState.Connected);

        await bridge.WaitForMessageAsync("* changed");
    }

    [Fact]
    public async Task Deletion_of_an_old_message_is_found_in_a_chat_that_people_are_busy_with()
    {
        await using var bridge = await TestBridge.StartAsync();
        for (var id = 1; id <= 250; id++)
        {
            bridge.Network.History.Add(TestBridge.Message("bob", $"{id}", $"said {id}"));
            await bridge.AliceAccount.Host.ReceiveAsync(bridge.Network.History[^1], default);
        }

        await bridge.WaitForMessageAsync("said 250");
        await bridge.StopBridgeAsync();
        bridge.Network.History.RemoveAll(message => message.Id.Value == "20");
        await bridge.RestartAfterStopAsync();

        var deletion = await bridge.WaitForEventAsync("the deletion", sent => sent.Type == "m.room.redaction");
        Assert.Contains("\"20/deleted\"", deletion.Content.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_that_a_history_with_a_hole_does_not_show_is_not_deleted_where_the_network_still_has_it()
    {
        await using var bridge = await TestBridge.StartAsync();
        for (var id = 1; id <= 4; id++)
        {
            bridge.Network.History.Add(TestBridge.Message("bob", $"{id}", $"said {id}"));
            await bridge.AliceAccount.Host.ReceiveAsync(bridge.Network.History[^1], default);
        }

        await bridge.WaitForMessageAsync("said 4");
        await bridge.StopBridgeAsync();
        bridge.Network.Hole.Add("2");
        bridge.Network.History.RemoveAll(message => message.Id.Value == "3");
        await bridge.RestartAfterStopAsync();

        var deletion = await bridge.WaitForEventAsync("the deletion", sent => sent.Type == "m.room.redaction");
        Assert.Contains("\"3/deleted\"", deletion.Content.GetRawText(), StringComparison.Ordinal);
        await bridge.WaitUntilIdleAsync();
        Assert.Single(bridge.Homeserver.Sent.All, sent => sent.Type == "m.room.redaction");
    }

    [Fact]
    public async Task Account_that_sees_less_of_a_shared_chat_deletes_nothing_in_it()
    {
        await using var bridge = await TestBridge.StartAsync();
        bridge.Network.Chats[Family] = Group();
        for (var id = 1; id <= 5; id++)
        {
            await bridge.AliceAccount.Host.ReceiveAsync(InFamily($"{id}"), default);
        }

        await bridge.WaitForMessageAsync("said 5");
        // All that the network shows to somebody who has come just now.
        bridge.Network.History.Add(InFamily("5"));
        await bridge.LogInAsync("mallory");
        bridge.Network.History.Add(InFamily("6"));
        bridge.Network.Accounts["mallory"].Host.ReportState(AccountState.Connecting);
        bridge.Network.Accounts["mallory"].Host.ReportState(AccountState.Connected);

        await bridge.WaitForMessageAsync("said 6");
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Type == "m.room.redaction");
    }

    [Fact]
    public async Task Deletion_is_found_within_the_second_of_the_oldest_message_and_nothing_older_or_newer_is_deleted()
    {
        await using var bridge = await TestBridge.StartAsync();
        bridge.Network.Chats[Family] = Group();
        var second = TimeProvider.System.GetUtcNow();
        for (var id = 8; id <= 12; id++)
        {
            await bridge.AliceAccount.Host.ReceiveAsync(InFamily($"{id}") with { Timestamp = second }, default);
        }

        await bridge.WaitForMessageAsync("said 12");
        await bridge.StopBridgeAsync();
        // Of what was said in that second, 10 is gone; 8 may be hidden from this account, and 12 not have come to it yet.
        bridge.Network.History.Add(InFamily("9") with { Timestamp = second });
        bridge.Network.History.Add(InFamily("11") with { Timestamp = second });
        await bridge.RestartAfterStopAsync();

        await bridge.WaitForEventAsync("the deletion", sent => sent.Type == "m.room.redaction");
        await bridge.AliceAccount.Host.ReceiveAsync(InFamily("13"), default);
        await bridge.WaitForMessageAsync("said 13");
        var redaction = Assert.Single(bridge.Homeserver.Sent.All, sent => sent.Type == "m.room.redaction");
        Assert.Contains("\"10/deleted\"", redaction.Content.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>Nothing says which of the second's messages such a history leaves out.</summary>
    [Fact]
    public async Task Nothing_is_deleted_of_the_second_within_which_a_history_begins_where_ids_are_not_counted()
    {
        await using var bridge = await TestBridge.StartAsync();
        var second = TimeProvider.System.GetUtcNow();
        for (var number = 1; number <= 110; number++)
        {
            bridge.Network.History.Add(TestBridge.Message("bob", $"3EB0{999 - number}", $"said {number}") with { Timestamp = second });
            await bridge.AliceAccount.Host.ReceiveAsync(bridge.Network.History[^1], default);
        }

        await bridge.WaitForMessageAsync("said 110");
        await bridge.StopBridgeAsync();
        bridge.Network.History.Add(TestBridge.Message("bob", "3EB0000", "missed") with { Timestamp = second.AddSeconds(1) });
        await bridge.RestartAfterStopAsync();

        await bridge.WaitForMessageAsync("missed");
        await bridge.WaitUntilIdleAsync();
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Type == "m.room.redaction");
    }

    [Fact]
    public async Task Connection_that_is_back_brings_what_was_said_meanwhile_before_what_is_new()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        await bridge.OpenChatAsync("carol");
        var read = new List<ChatKey>();
        bridge.Network.BeforeReading = chat =>
        {
            read.Add(chat);
            return Task.CompletedTask;
        };
        bridge.Network.History.Add(TestBridge.Message("carol", "1", "first in carol") with { Timestamp = TimeProvider.System.GetUtcNow().AddDays(-1) });

        bridge.AliceAccount.Host.ReportState(new AccountState(AccountCondition.Disconnected, "No network."));
        bridge.Network.History.Add(TestBridge.Message("bob", "2", "meanwhile"));
        bridge.AliceAccount.Host.ReportState(new AccountState(AccountCondition.Resumed, "Back."));
        var live = bridge.ReceiveAsync("bob", "3", "live");
        bridge.AliceAccount.Host.ReportState(AccountState.Connected);
        await live;

        await bridge.WaitForMessageAsync("live");
        Assert.Equal(
            ["first in bob", "meanwhile", "live"],
            bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message" && sent.Body != "first in carol").Select(sent => sent.Body));
        Assert.All(read, chat => Assert.Equal("bob", chat.Chat.Value));
    }

    private static ChatDetails Group() => new()
    {
        Key = Family,
        Kind = ChatKind.Group,
        Name = "Family",
        Members = [new ChatMember(new("alice"), MemberRole.Member), new ChatMember(new("mallory"), MemberRole.Member), new ChatMember(new("bob"), MemberRole.Member)],
        MembersAreComplete = true,
    };

    private static RemoteMessage InFamily(string id) => TestBridge.Message("bob", id, $"said {id}") with { Chat = Family };
}
