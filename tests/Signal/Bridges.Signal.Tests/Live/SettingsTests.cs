using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Simulator;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Live;

/// <summary>What the user keeps about chats and people, in step with the phone by way of the storage service.</summary>
public sealed class SettingsTests(SharedSignal shared) : SignalTest(shared)
{
    [Fact]
    public async Task How_a_chat_is_kept_is_written_where_the_phone_reads_it_and_not_told_back()
    {
        await Account.SetChatSettingsAsync(Settings(Chat) with { IsArchived = true, IsFavourite = true, IsMarkedUnread = true, MutedUntil = DateTimeOffset.MaxValue }, Cancellation);

        var kept = await KeptAsync(new JsonObject { ["contact"] = Bob.Id });
        Assert.Equal((true, true, true), (kept.Part("record", "archived")?.GetBoolean(), kept.Part("record", "markedUnread")?.GetBoolean(), kept.GetProperty("pinned").GetBoolean()));
        Assert.Equal(Bob.Number, kept.Text("record", "e164"));
        await Alice.HearAsync("that there is news", content => content.Number("syncMessage", "content", "fetchLatest", "type") == 2);

        await Account.SetChatSettingsAsync(Settings(Chat) with { IsFavourite = false, MutedUntil = DateTimeOffset.UnixEpoch }, Cancellation);
        kept = await KeptAsync(new JsonObject { ["contact"] = Bob.Id });
        Assert.Equal((true, false, 0L), (kept.Part("record", "archived")?.GetBoolean(), kept.GetProperty("pinned").GetBoolean(), kept.Number("record", "mutedUntilTimestamp") ?? 0));
        // The phone's own change comes after ours: what we wrote is not news.
        await Signal.AskAsync("/storage", new JsonObject { ["person"] = Alice.Id, ["contact"] = Bob.Id, ["values"] = new JsonObject { ["markedUnread"] = false } });
        var told = await Told.Events.FirstAsync<RemoteChatSettings>(settings => settings.Chat == Chat && settings.IsMarkedUnread == false && settings.IsArchived == true);
        Assert.Equal(told, Assert.Single(Told.Events.All.OfType<RemoteChatSettings>(), settings => settings.IsArchived == true));
    }

    [Fact]
    public async Task A_group_that_the_phone_has_no_record_of_gets_one()
    {
        var id = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);
        await Bob.SayInGroupAsync(id, "hello");
        await Told.MessageAsync("hello");

        await Account.SetChatSettingsAsync(Settings(Group(id)) with { IsArchived = true, IsFavourite = true }, Cancellation);

        var kept = await KeptAsync(new JsonObject { ["group"] = id });
        Assert.Equal((true, true, true), (kept.Part("record", "archived")?.GetBoolean(), kept.Part("record", "whitelisted")?.GetBoolean(), kept.GetProperty("pinned").GetBoolean()));
        Assert.False((await Account.GetChatAsync(Group(id), Cancellation)).IsMessageRequest);
    }

    [Fact]
    public async Task A_version_that_the_phone_wrote_meanwhile_is_not_overwritten()
    {
        await Signal.FailAsync("PUT", "/v1/storage/$", 409);

        await Account.SetChatSettingsAsync(Settings(Chat) with { IsArchived = true }, Cancellation);

        Assert.True((await KeptAsync(new JsonObject { ["contact"] = Bob.Id })).Part("record", "archived")?.GetBoolean());
    }

    [Fact]
    public async Task The_timer_that_the_user_has_set_for_new_chats_is_that_of_a_chat_begun_here_and_of_no_other()
    {
        await Signal.AskAsync("/storage", new JsonObject { ["person"] = Alice.Id, ["contact"] = null, ["values"] = new JsonObject { ["universalExpireTimer"] = 604_800 } });
        // What the phone writes next is read with it.
        await Signal.AskAsync("/storage", new JsonObject { ["person"] = Alice.Id, ["contact"] = Carol.Id, ["values"] = new JsonObject { ["archived"] = true } });
        await Told.Events.FirstAsync<RemoteChatSettings>(settings => settings.IsArchived == true);
        var dora = await Signal.PersonAsync("Dora");
        var chat = await Account.OpenDirectChatAsync(new RemoteUserId(dora.Id), Cancellation);

        await SendAsync(new TextContent(RichText.Plain("we have not met")), chat);
        await SendAsync("we have, Bob");

        var heard = await dora.HearTextAsync("we have not met");
        Assert.Equal((604_800, 2), (heard.Number("expireTimer"), heard.Number("expireTimerVersion")));
        Assert.Equal("Alice set that messages disappear a week after they were read.", (await Told.Events.FirstAsync<RemoteNotice>(notice => notice.Chat == chat)).Text.Text);
        Assert.Equal(TimeSpan.FromDays(7), (await Account.GetChatAsync(chat, Cancellation)).Timer?.After);
        Assert.Equal(0, (await Bob.HearTextAsync("we have, Bob")).Number("expireTimer") ?? 0);
    }

    [Fact]
    public async Task Who_is_blocked_accepted_or_turned_away_is_known_to_the_phone()
    {
        var stranger = await Signal.PersonAsync("Stranger");
        await stranger.SayAsync(Alice, "buy this");
        var message = await Told.MessageAsync("buy this");

        await Account.RefuseRequestAsync(message.Chat, block: true, Cancellation);
        var kept = await KeptAsync(new JsonObject { ["contact"] = stranger.Id });
        Assert.Equal((true, false), (kept.Part("record", "blocked")?.GetBoolean(), kept.Part("record", "whitelisted")?.GetBoolean()));
        await Alice.HearAsync("the answer", content => content.Number("syncMessage", "content", "messageRequestResponse", "type") == 3);
        await stranger.SayAsync(Alice, "still there?");
        await Bob.SayAsync(Alice, "after the blocked one");
        await Told.MessageAsync("after the blocked one");
        await Account.SetBlockedAsync(new RemoteUserId(stranger.Id), isBlocked: false, Cancellation);
        await stranger.SayAsync(Alice, "hello again");
        await Told.MessageAsync("hello again");
        Assert.DoesNotContain(Told.Events.All.OfType<RemoteMessage>(), told => RecordingHost.TextOf(told.Parts) == "still there?");

        kept = await KeptAsync(new JsonObject { ["contact"] = stranger.Id });
        Assert.Equal((false, true), (kept.Part("record", "blocked")?.GetBoolean(), kept.Part("record", "whitelisted")?.GetBoolean()));
    }

    [Fact]
    public async Task A_request_that_is_deleted_waits_for_a_new_answer()
    {
        var stranger = await Signal.PersonAsync("Stranger");
        await stranger.SayAsync(Alice, "hello");
        var message = await Told.MessageAsync("hello");

        await Account.RefuseRequestAsync(message.Chat, block: false, Cancellation);

        await Alice.HearAsync("the answer", content => content.Number("syncMessage", "content", "messageRequestResponse", "type") == 2);
        await stranger.SayAsync(Alice, "once more");
        await Told.MessageAsync("once more");
        Assert.True((await Account.GetChatAsync(message.Chat, Cancellation)).IsMessageRequest);
    }

    [Fact]
    public async Task A_nickname_is_written_where_the_phone_reads_it_and_can_be_taken_away()
    {
        Assert.Contains("Uncle Bob", (await RunAsync("nickname", "Uncle Bob")).Text, StringComparison.Ordinal);
        var kept = await KeptAsync(new JsonObject { ["contact"] = Bob.Id });
        Assert.Equal(("Uncle Bob", Bob.Number), (kept.Text("record", "nickname", "given"), kept.Text("record", "e164")));
        Assert.Equal(Bob.Id, Assert.Single(await Account.SearchAsync("uncle", 10, Cancellation)).Id.Value);
        // Others in a room never see it.
        Assert.Equal("Bob", (await Account.GetUserAsync(new RemoteUserId(Bob.Id), Cancellation)).Name);

        await RunAsync("nickname", "off");
        kept = await KeptAsync(new JsonObject { ["contact"] = Bob.Id });
        Assert.Equal("", kept.Text("record", "nickname", "given") ?? "");
        Assert.Empty(await Account.SearchAsync("uncle", 10, Cancellation));
        await Assert.ThrowsAsync<BridgeException>(() => RunAsync("nickname", new string('x', 54)));

        Task<RichText> RunAsync(string name, string text) => Account.RunAsync(new CommandCall(SignalBed.NewDelivery(), name, RichText.Plain(text), Chat, ReplyTo: null), Cancellation);
    }

    [Fact]
    public async Task The_own_username_is_shown_with_the_link_to_share()
    {
        var username = $"alice{Guid.NewGuid():n}"[..20] + ".42";
        var link = (await Signal.AskAsync("/username", new JsonObject { ["person"] = Alice.Id, ["username"] = username, ["link"] = true, ["own"] = true })).GetProperty("link").GetString()!;

        await Account.RunAsync(new CommandCall(SignalBed.NewDelivery(), "sync", RichText.Empty, Chat: null, ReplyTo: null), Cancellation);
        var answer = await Account.RunAsync(new CommandCall(SignalBed.NewDelivery(), "username", RichText.Empty, Chat: null, ReplyTo: null), Cancellation);

        Assert.Contains(username, answer.Text, StringComparison.Ordinal);
        Assert.Contains(link, answer.Text, StringComparison.Ordinal);
        Assert.Equal(Alice.Id, (await Account.ResolveAsync(link, Cancellation))?.Id.Value);
    }

    [Fact]
    public async Task A_new_number_of_the_account_itself_is_taken_over_and_groups_go_on()
    {
        var id = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);
        await Bob.SayInGroupAsync(id, "hello");
        await Told.MessageAsync("hello");

        await Signal.AskAsync("/change-number", new JsonObject { ["person"] = Alice.Id });

        await Told.Notifications.FirstAsync(text => text.Contains("new phone number", StringComparison.Ordinal));
        await SendAsync(new TextContent(RichText.Plain("under the new number")), Group(id));
        await Bob.HearTextAsync("under the new number");
        await Signal.ChangeGroupAsync(id, Bob, new JsonObject { ["title"] = "Still readable" });
        await SignalBed.UntilAsync("the new name", async () => (await Account.GetChatAsync(Group(id), Cancellation)).Name == "Still readable");

        // Whoever writes to the new number's identity is heard.
        var dora = await Signal.PersonAsync("Dora");
        await dora.SayAsync(Alice, "new number, who is this?");
        await Told.MessageAsync("new number, who is this?");
        await Bed.ReopenAsync();
    }

    private Task<JsonElement> KeptAsync(JsonObject of)
    {
        of["person"] = Alice.Id;
        return Signal.AskAsync("/storage/read", of);
    }

    private static RemoteChatSettings Settings(ChatKey chat) => new() { Chat = chat, Timestamp = TimeProvider.System.GetUtcNow() };
}
