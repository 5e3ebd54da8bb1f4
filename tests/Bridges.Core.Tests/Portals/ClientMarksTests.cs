using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Portals.Marks;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Portals;

/// <summary>Chats are kept on the network as their users keep the rooms in their clients, where the admin wants it.</summary>
public sealed class ClientMarksTests
{
    private readonly Deeds _deeds = new();

    [Fact]
    public async Task What_a_user_sets_in_a_client_is_set_on_the_network_once()
    {
        await using var bridge = await StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var marks = bridge.Homeserver.Marks;

        marks.Tag(bridge.Alice, room, "m.favourite", isOn: true);
        await DoneAsync("favourite True");
        marks.Tag(bridge.Alice, room, "m.lowpriority", isOn: true);
        await DoneAsync("archived True");
        marks.MarkUnread(bridge.Alice, room, isOn: true);
        await DoneAsync("unread True");
        marks.Mute(bridge.Alice, room, isOn: true);
        await DoneAsync("muted True");
        marks.Tag(bridge.Alice, room, "m.favourite", isOn: false);
        await DoneAsync("favourite False");
        marks.Mute(bridge.Alice, room, isOn: false);
        await DoneAsync("muted False");

        Assert.Equal(6, _deeds.All.Count);
    }

    [Fact]
    public async Task What_the_network_told_or_tells_again_is_no_news_to_it_and_is_set_in_no_client_twice()
    {
        await using var bridge = await StartAsync();
        var room = await bridge.OpenChatAsync("bob");

        await TellAsync(bridge, settings => settings with { IsArchived = true, MutedUntil = DateTimeOffset.MaxValue });
        await SetAsync(bridge, "m.lowpriority");
        bridge.Homeserver.Marks.Tag(bridge.Alice, room, "m.favourite", isOn: true);
        await DoneAsync("favourite True");
        await TellAsync(bridge, settings => settings with { IsFavourite = true });
        await bridge.WaitUntilIdleAsync();

        Assert.Single(_deeds.All);
        Assert.DoesNotContain(bridge.Homeserver.Requests.All, request => request.Parts[^1] == "m.favourite");
    }

    [Fact]
    public async Task What_was_set_while_the_bridge_was_down_is_found_afterwards_and_nothing_is_told_twice()
    {
        await using var bridge = await StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        bridge.Homeserver.Marks.Mute(bridge.Alice, room, isOn: true);
        await DoneAsync("muted True");
        await NotedAsMutedAsync(bridge);
        await bridge.StopBridgeAsync();

        bridge.Homeserver.Marks.Tag(bridge.Alice, room, "m.favourite", isOn: true);
        bridge.Homeserver.Marks.Mute(bridge.Alice, room, isOn: false);
        await bridge.RestartAfterStopAsync();

        await DoneAsync("favourite True");
        await DoneAsync("muted False");
        Assert.Equal(3, _deeds.All.Count);
    }

    [Fact]
    public async Task What_the_network_cannot_be_told_just_now_is_told_later_and_what_it_refuses_is_not_told_again()
    {
        await using var bridge = await StartAsync();
        var room = await bridge.OpenChatAsync("bob");

        _deeds.Refusal = "later";
        bridge.Homeserver.Marks.Tag(bridge.Alice, room, "m.favourite", isOn: true);
        await DoneAsync("refused later");
        _deeds.Refusal = "never";
        await DoneAsync("refused never");
        await bridge.WaitForEventAsync("the refusal", sent => sent.Body?.Contains("was not taken over: Five are enough.", StringComparison.Ordinal) == true);
        _deeds.Refusal = null;
        bridge.Homeserver.Marks.Tag(bridge.Alice, room, "m.lowpriority", isOn: true);
        await DoneAsync("archived True");

        Assert.DoesNotContain(_deeds.All, deed => deed.What == "favourite True");
    }

    [Fact]
    public async Task Nobody_is_asked_where_the_admin_does_not_want_it()
    {
        await using var bridge = await TestBridge.StartAsync(disguise: account => new MarkedAccount(account, _deeds));
        await bridge.OpenChatAsync("bob");
        await bridge.WaitUntilIdleAsync();

        Assert.DoesNotContain(bridge.Homeserver.Requests.All, request => request.Parts is ["sync"]);
    }

    [Fact]
    public async Task What_was_set_before_anybody_looked_is_not_set_on_the_network_and_what_is_set_afterwards_is()
    {
        await using var bridge = await TestBridge.StartAsync(disguise: account => new MarkedAccount(account, _deeds));
        var room = await bridge.OpenChatAsync("bob");
        bridge.Homeserver.Marks.Tag(bridge.Alice, room, "m.favourite", isOn: true);
        bridge.Homeserver.Marks.Mute(bridge.Alice, room, isOn: true);
        await bridge.StopBridgeAsync();
        bridge.Options = bridge.Options with { FollowClients = true };
        await bridge.RestartAfterStopAsync();
        await LookedAsync(bridge);

        bridge.Homeserver.Marks.Tag(bridge.Alice, room, "m.lowpriority", isOn: true);
        await DoneAsync("archived True");

        Assert.Single(_deeds.All);
    }

    [Fact]
    public async Task Account_that_comes_while_its_user_is_followed_has_all_marks_looked_at_before_any_is_told()
    {
        await using var bridge = await StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var seen = AccountSettings.SeenInClient(bridge.Network.Id, new AccountId("alice"));
        await bridge.Services.GetRequiredService<Database>().WriteAsync([SettingTable.Remove(seen)], cancellationToken: TestContext.Current.CancellationToken);

        bridge.Homeserver.Marks.Tag(bridge.Alice, room, "m.favourite", isOn: true);
        await LookedAsync(bridge);
        bridge.Homeserver.Marks.Tag(bridge.Alice, room, "m.lowpriority", isOn: true);
        await DoneAsync("archived True");

        Assert.Single(_deeds.All);
    }

    private async Task<TestBridge> StartAsync()
    {
        var bridge = await TestBridge.StartAsync(
            disguise: account => new MarkedAccount(account, _deeds), prepare: bed => bed.Options = bed.Options with { FollowClients = true });
        await LookedAsync(bridge);
        return bridge;
    }

    /// <summary>Waits until the bridge knows how the rooms are kept at the beginning.</summary>
    private static Task LookedAsync(TestBridge bridge) => TestBridge.WaitUntilAsync(async () =>
        await bridge.Services.GetRequiredService<SettingTable>().GetAsync(AccountSettings.SeenInClient(bridge.Network.Id, new AccountId("alice")), default) is not null);

    /// <summary>What the network was told is on disk a moment after it has heard it.</summary>
    private static Task NotedAsMutedAsync(TestBridge bridge) => TestBridge.WaitUntilAsync(async () =>
        (await bridge.Services.GetRequiredService<KeptChats>().SeenMutedAsync(bridge.Services.GetRequiredService<AccountRegistry>().Find(bridge.Network.Id, new AccountId("alice"))!, default)).Count > 0);

    private Task DoneAsync(string what) => _deeds.WaitForAsync(deed => deed.What == what);

    private static ValueTask TellAsync(TestBridge bridge, Func<RemoteChatSettings, RemoteChatSettings> told) =>
        bridge.AliceAccount.Host.ReceiveAsync(told(new RemoteChatSettings { Chat = TestBridge.Message("bob", "0", "").Chat, Timestamp = TimeProvider.System.GetUtcNow() }), default);

    private static Task SetAsync(TestBridge bridge, string tag) =>
        TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.Homeserver.Requests.All.Any(request => request.Parts[^1] == tag)));

    private sealed class MarkedAccount(IAccount inner, Deeds deeds) : PlainAccount(inner), ISetsChatSettings
    {
        public Task SetChatSettingsAsync(RemoteChatSettings settings, CancellationToken cancellationToken)
        {
            if (deeds.Refusal is { } refusal)
            {
                deeds.Add(new Deed($"refused {refusal}", settings.Chat, Text: null, Target: null));
                throw refusal == "never" ? BridgeException.Permanent("Five are enough.") : BridgeException.Transient("There is no connection.");
            }

            foreach (var (what, value) in new[]
            {
                ("favourite", settings.IsFavourite), ("archived", settings.IsArchived), ("unread", settings.IsMarkedUnread), ("muted", (bool?)(settings.MutedUntil > TimeProvider.System.GetUtcNow())),
            })
            {
                if (value is { } isOn && (what != "muted" || settings.MutedUntil is not null))
                {
                    deeds.Add(new Deed($"{what} {isOn}", settings.Chat, Text: null, Target: null));
                }
            }

            return Task.CompletedTask;
        }
    }
}
