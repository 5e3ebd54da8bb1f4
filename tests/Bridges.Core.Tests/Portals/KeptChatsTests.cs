using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Portals;

/// <summary>Rooms are kept as their users keep the chats on the network.</summary>
public sealed class KeptChatsTests
{
    private static readonly ChatKey _chat = new(new RemoteChatId("bob"), new AccountId("alice"));

    [Fact]
    public async Task What_a_user_sets_on_the_phone_their_room_shows_and_shows_no_longer()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");

        await TellAsync(bridge, settings => settings with { IsFavourite = true, IsArchived = true, IsMarkedUnread = true, MutedUntil = DateTimeOffset.MaxValue });
        await AskedAsync(bridge, "PUT", "tags/m.favourite", room);
        await AskedAsync(bridge, "PUT", "tags/m.lowpriority", room);
        await AskedAsync(bridge, "PUT", "account_data/m.marked_unread", room);
        var mute = await AskedAsync(bridge, "PUT", "pushrules/global/room", room);
        Assert.Equal(0, mute.Json.GetProperty("actions").GetArrayLength());

        await TellAsync(bridge, settings => settings with { IsFavourite = false, IsArchived = false, IsMarkedUnread = false, MutedUntil = DateTimeOffset.UnixEpoch });
        await AskedAsync(bridge, "DELETE", "tags/m.favourite", room);
        await AskedAsync(bridge, "DELETE", "tags/m.lowpriority", room);
        await AskedAsync(bridge, "DELETE", "pushrules/global/room", room);
        await TestBridge.WaitUntilAsync(() => Task.FromResult(OfAlice(bridge).Any(request => request.Parts[^1] == "m.marked_unread" && !request.Json.GetProperty("unread").GetBoolean())));
    }

    [Fact]
    public async Task What_the_user_set_in_their_client_is_not_touched_by_what_was_so_all_along()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");

        await TellAsync(bridge, settings => settings with { IsFavourite = false, IsArchived = false, IsMarkedUnread = false, MutedUntil = DateTimeOffset.UnixEpoch });
        await TellAsync(bridge, settings => settings with { IsFavourite = true });
        await TellAsync(bridge, settings => settings with { IsFavourite = true });
        await bridge.WaitUntilIdleAsync();

        Assert.Equal(["m.favourite"], OfAlice(bridge).Select(request => request.Parts[^1]));
    }

    [Fact]
    public async Task What_was_told_before_there_was_a_room_is_shown_on_the_room_also_after_a_restart()
    {
        await using var bridge = await TestBridge.StartAsync();
        await TellAsync(bridge, settings => settings with { IsArchived = true });
        await bridge.WaitUntilIdleAsync();
        await bridge.RestartAsync();
        await bridge.Network.StartedAsync("alice");

        var room = await bridge.OpenChatAsync("bob");

        await AskedAsync(bridge, "PUT", "tags/m.lowpriority", room);
    }

    [Fact]
    public async Task What_an_earlier_version_kept_as_one_list_counts_chat_by_chat()
    {
        await using var bridge = await TestBridge.StartAsync();
        await TellAsync(bridge, settings => settings with { IsFavourite = true });
        await bridge.WaitUntilIdleAsync();
        await bridge.StopBridgeAsync();
        await bridge.InDatabaseAsync("""
            INSERT INTO settings (key, value) SELECT 'kept-chats/test/alice', '[' || replace(value, '"IsFavourite":true,"IsArchived":false', '"IsFavourite":false,"IsArchived":true') || ']' FROM settings WHERE key LIKE 'kept-chat/%'
            """);
        await bridge.InDatabaseAsync("DELETE FROM settings WHERE key LIKE 'kept-chat/%'");
        await bridge.RestartAfterStopAsync();
        await bridge.Network.StartedAsync("alice");

        var room = await bridge.OpenChatAsync("bob");

        await AskedAsync(bridge, "PUT", "tags/m.lowpriority", room);
    }

    [Fact]
    public async Task A_mute_for_a_while_ends_by_itself()
    {
        var clock = new TestClock();
        await using var bridge = await TestBridge.StartAsync(clock: clock);
        var room = await bridge.OpenChatAsync("bob");

        await TellAsync(bridge, settings => settings with { MutedUntil = clock.Time.GetUtcNow() + TimeSpan.FromMinutes(5) });
        await AskedAsync(bridge, "PUT", "pushrules/global/room", room);
        var muted = clock.Time.GetUtcNow();

        await clock.PassSlowlyUntilAsync(AskedAsync(bridge, "DELETE", "pushrules/global/room", room));
        Assert.InRange(clock.Time.GetUtcNow() - muted, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(9));
    }

    [Fact]
    public async Task Nothing_is_set_where_the_admin_does_not_want_it()
    {
        await using var bridge = await TestBridge.StartAsync(prepare: bed => bed.Options = bed.Options with { FollowChatSettings = false });
        await bridge.OpenChatAsync("bob");

        await TellAsync(bridge, settings => settings with { IsFavourite = true, MutedUntil = DateTimeOffset.MaxValue });
        await bridge.WaitUntilIdleAsync();

        Assert.Empty(OfAlice(bridge));
    }

    [Fact]
    public async Task A_homeserver_that_refuses_holds_back_nothing()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        using var refusing = bridge.Homeserver.Faults.Inject(StubFault.Forbidden with { Strikes = request => request.Parts.Contains("tags") });

        await TellAsync(bridge, settings => settings with { IsFavourite = true });
        await bridge.ReceiveAsync("bob", "2", "after it");

        await bridge.WaitForMessageAsync("after it");
    }

    private static ValueTask TellAsync(TestBridge bridge, Func<RemoteChatSettings, RemoteChatSettings> told) =>
        bridge.AliceAccount.Host.ReceiveAsync(told(new RemoteChatSettings { Chat = TestBridge.Message("bob", "0", "").Chat, Timestamp = TimeProvider.System.GetUtcNow() }), default);

    private static async Task<StubRequest> AskedAsync(TestBridge bridge, string method, string path, string room)
    {
        StubRequest? found = null;
        await TestBridge.WaitUntilAsync(() => Task.FromResult((found = OfAlice(bridge).FirstOrDefault(request =>
            request.Method == method && request.Parts.Contains(room) && string.Join('/', request.Parts).Contains(path, StringComparison.Ordinal))) is not null));
        return found!;
    }

    /// <summary>What the bridge set in Alice's own account for her rooms.</summary>
    private static IEnumerable<StubRequest> OfAlice(TestBridge bridge) => bridge.Homeserver.Requests.All.Where(request =>
        request.UserId == bridge.Alice && request.Method is "PUT" or "DELETE" && (request.Parts is ["pushrules", ..] or ["user", _, "rooms", ..]));
}
