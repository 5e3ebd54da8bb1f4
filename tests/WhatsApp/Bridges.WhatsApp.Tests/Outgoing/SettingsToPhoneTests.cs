using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Bed;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Outgoing;

/// <summary>What is set here for one chat, as the phone opens it. On an account of its own: the simulated phone does not count on what others set.</summary>
public sealed class SettingsToPhoneTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    [Fact]
    public async Task What_is_set_here_is_set_on_the_phone()
    {
        var said = await SayAsync(Bed.Alice, "archive me");
        var until = DateTimeOffset.FromUnixTimeSeconds(1_900_000_000);

        await linked.Account.SetChatSettingsAsync(new RemoteChatSettings { Chat = Bed.Chat, Timestamp = until, MutedUntil = until, IsArchived = true }, Cancellation);

        var muted = (await SetAsync("regular_high", "mute")).Action.GetProperty("muteAction");
        Assert.Equal((true, until.ToUnixTimeMilliseconds()), (muted.Flag("muted"), muted.Number("muteEndTimestamp")));
        var archived = (await SetAsync("regular_low", "archive")).Action.GetProperty("archiveChatAction");
        Assert.True(archived.Flag("archived"));
        AssertUpTo(archived, said, $"{Bed.Alice.Lid}@lid");
    }

    /// <summary>Up to the newest message that is known here: what comes later makes the chat anew.</summary>
    [Fact]
    public async Task A_chat_that_is_deleted_here_is_deleted_on_the_phone_up_to_its_newest_message()
    {
        await SayAsync(Bed.Alice, "an older one");
        var newest = await SayAsync(Bed.Alice, "the newest one");

        await linked.Account.DeleteChatAsync(Bed.Chat, forEveryone: false, Cancellation);

        var (index, action) = await SetAsync("regular_high", "deleteChat");
        Assert.Equal(["deleteChat", $"{Bed.Alice.Lid}@lid", "1"], index);
        AssertUpTo(action.GetProperty("deleteChatAction"), newest, $"{Bed.Alice.Lid}@lid");
        Assert.False(linked.Account.CanDeleteForEveryone(Bed.Chat));
        // Nobody hears of it but the account's own devices.
        Assert.DoesNotContain(await Bed.Simulation.InboxAsync(Bed.Alice), received => received.GetProperty("message").Object("protocolMessage") is not null);
    }

    [Fact]
    public async Task Of_a_group_that_is_deleted_it_is_said_whose_the_newest_message_is()
    {
        const string Group = "120363000000000071@g.us";
        await Bed.Simulation.DoAsync("group", new { id = Group, subject = "g", owner = Bed.Me.Number, members = new[] { Bed.Alice.Number, Bed.Me.Number } });
        var newest = await SayAsync(Bed.Alice, "in the group", Group);

        await linked.Account.DeleteChatAsync(new ChatKey(new RemoteChatId(Group)), forEveryone: false, Cancellation);

        var (_, action) = await SetAsync("regular_high", "deleteChat", Group);
        AssertUpTo(action.GetProperty("deleteChatAction"), newest, Group, $"{Bed.Alice.Lid}@lid");
        // Who is in the group stays in it.
        Assert.True((await Bed.Simulation.DoAsync("groupInfo", new { id = Group })).GetProperty("members").TryGetProperty(Bed.Me.Number, out _));
    }

    private static void AssertUpTo(JsonElement action, RemoteMessage message, string chat, string? author = null)
    {
        var range = action.GetProperty("messageRange");
        var last = Assert.Single(range.GetProperty("messages").EnumerateArray());
        var key = last.GetProperty("key");
        Assert.Equal((chat, message.Id.Value, false, author), (key.Text("remoteJid"), key.Text("id"), key.Flag("fromMe"), key.Text("participant")));
        Assert.Equal(
            (message.Timestamp.ToUnixTimeSeconds(), message.Timestamp.ToUnixTimeSeconds()), (last.Number("timestamp") ?? 0, range.Number("lastMessageTimestamp") ?? 0));
    }

    private async Task<RemoteMessage> SayAsync(WhatsAppPerson from, string text, string? group = null)
    {
        var id = await Bed.SayAsync(from, text, group);
        return await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id == id);
    }

    private async Task<(IReadOnlyList<string> Index, JsonElement Action)> SetAsync(string collection, string kind, string? chat = null)
    {
        var set = await SimulatedWhatsApp.UntilAsync(
            async () => (await Bed.Simulation.DoAsync("settings", new { number = Bed.Me.Number, collection })).EnumerateArray().Cast<JsonElement?>()
                .FirstOrDefault(set => set!.Value.Texts("index").ToList() is [var what, var about, ..] && what == kind && (chat ?? $"{Bed.Alice.Lid}@lid") == about),
            $"the phone hears of {kind}");
        return ([.. set.Texts("index")], set.GetProperty("action"));
    }
}
