using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Simulator;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Live;

public sealed class PeopleTests(SharedSignal shared) : SignalTest(shared)
{
    [Fact]
    public async Task People_are_called_as_they_call_themselves_and_never_as_an_address_book_does()
    {
        await Signal.AskAsync("/storage", new JsonObject { ["person"] = Alice.Id, ["contact"] = Bob.Id, ["values"] = new JsonObject { ["systemGivenName"] = "Darling" } });
        await Bob.SayAsync(Alice, "with my profile key");
        await Told.MessageAsync("with my profile key");

        await Told.Users.FirstAsync(user => user.Id.Value == Bob.Id && user.Name == "Bob");
        Assert.Equal("Bob", (await Account.GetUserAsync(new RemoteUserId(Bob.Id), Cancellation)).Name);
        Assert.DoesNotContain(Told.Users.All, user => user.Name == "Darling");
    }

    [Fact]
    public async Task An_empty_address_book_wipes_no_names()
    {
        await Signal.AskAsync("/contacts", new JsonObject { ["person"] = Alice.Id, ["blob"] = "" });
        await Signal.AskAsync("/contacts", new JsonObject { ["person"] = Alice.Id, ["blob"] = Convert.ToBase64String([0x05, 0xff, 0xff, 0xff, 0xff, 0xff, 0x03, 0x12, 0x01, 0x58]) });
        await Bob.SayAsync(Alice, "after the books");
        await Told.MessageAsync("after the books");

        var found = await Account.SearchAsync("Bob", 10, Cancellation);
        Assert.Contains(found, user => user.Id.Value == Bob.Id);
    }

    /// <summary>In the phone's form: each entry with its length in front; field 2 is the name, 13 the account.</summary>
    [Fact]
    public async Task Entries_of_an_address_book_that_name_nobody_or_are_broken_hide_no_others_and_names_given_by_hand_stay()
    {
        await Account.RunAsync(new CommandCall(SignalBed.NewDelivery(), "nickname", RichText.Plain("Uncle Bob"), Chat, ReplyTo: null), Cancellation);
        byte[] nobody = [0x12, 1, (byte)'X'], broken = [0xff, 0xff, 0xff, 0xff, 0xff];
        byte[] carol = [0x12, 4, .. "Zara"u8, 0x6a, 16, .. Convert.FromHexString(Carol.Id.Replace("-", "", StringComparison.Ordinal))];
        byte[] book = [.. new[] { nobody, broken, carol }.SelectMany(entry => (byte[])[(byte)entry.Length, .. entry])];

        await Signal.AskAsync("/contacts", new JsonObject { ["person"] = Alice.Id, ["blob"] = Convert.ToBase64String(book) });

        await SignalBed.UntilAsync("the entry behind the broken one", async () => (await Account.SearchAsync("Zara", 10, Cancellation)).Count > 0);
        Assert.Equal(Carol.Id, Assert.Single(await Account.SearchAsync("Zara", 10, Cancellation)).Id.Value);
        Assert.Equal(Bob.Id, Assert.Single(await Account.SearchAsync("uncle", 10, Cancellation)).Id.Value);
        Assert.Empty(await Account.SearchAsync("X", 10, Cancellation));
    }

    [Fact]
    public async Task The_picture_that_somebody_gave_themselves_is_shown_and_fetched()
    {
        byte[] picture = [0xff, 0xd8, 1, 2, 3];
        var dora = await Signal.PersonAsync("Dora");
        await Signal.AskAsync("/profile-picture", new JsonObject { ["person"] = dora.Id, ["data"] = Convert.ToBase64String(picture) });
        var (account, told, _) = await Bed.LinkAsync(await Signal.PersonAsync("Dave", dora));

        var user = await told.Users.FirstAsync(user => user.Id.Value == dora.Id && user.Avatar is not null);

        Assert.Equal(picture, (await account.FetchAvatarAsync(user.Avatar!, Cancellation))!.Bytes.ToArray());
        Assert.Null(await account.FetchAvatarAsync(new AvatarReference("gone", $"{dora.Id} profiles/gone"), Cancellation));
    }

    [Fact]
    public async Task Receipts_typing_and_reading_go_both_ways()
    {
        var sent = await SendAsync("have you read it?");
        await Bob.HearTextAsync("have you read it?");
        await Bob.ReceiptAsync(Alice, "delivery", TimeOf(sent.Ids[0]));
        await Bob.ReceiptAsync(Alice, "read", TimeOf(sent.Ids[0]));
        await Bob.TypeAsync(Alice, on: true);

        Assert.Equal(MessageState.Delivered, (await Told.Events.FirstAsync<RemoteMessageState>()).State);
        Assert.Equal((sent.Ids[0], Bob.Id), await Told.Events.FirstAsync<RemoteReadReceipt>() is var read ? (read.UpTo, read.Reader.Value) : default);
        Assert.True((await Told.TypingSigns.FirstAsync(_ => true)).IsTyping);

        var first = await Bob.SayAsync(Alice, "one");
        var second = await Bob.SayAsync(Alice, "two");
        await Told.MessageAsync("two");
        await Bob.HearAsync("the delivery receipts", content => content.Part("receiptMessage") is { } receipt && receipt.Number("type") is null or 0 && receipt.ToString().Contains($"{second}", StringComparison.Ordinal));
        await Account.MarkReadAsync(Chat, IdOf(Bob, second), Cancellation);
        var heard = await Bob.HearAsync("the read receipt", content => content.Number("receiptMessage", "type") == 1);
        Assert.Equal([first, second], heard.Part("receiptMessage", "timestamp")!.Value.EnumerateArray().Select(time => time.GetInt64()).Order());
        await Alice.HearAsync("what was read", content => content.Part("syncMessage", "read")?.GetArrayLength() == 2);
        await Account.SendTypingAsync(Chat, isTyping: true, Cancellation);
        await Bob.HearAsync("that Alice types", content => content.Part("typingMessage") is not null);
    }

    [Fact]
    public async Task Who_types_in_a_group_is_seen_there_both_ways()
    {
        var id = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);
        await Bob.SayInGroupAsync(id, "hello");
        await Told.MessageAsync("hello");
        await Signal.AskAsync("/typing", new JsonObject { ["from"] = Bob.Id, ["to"] = Alice.Id, ["on"] = true, ["group"] = id });

        var sign = await Told.TypingSigns.FirstAsync(_ => true);
        Assert.Equal((Group(id), Bob.Id, true), (sign.Chat, sign.User.Value, sign.IsTyping));
        await Account.SendTypingAsync(Group(id), isTyping: true, Cancellation);
        await Carol.HearAsync("that Alice types", content => content.Text("typingMessage", "groupId") is not null);
    }

    [Fact]
    public async Task What_was_read_on_the_phone_is_told()
    {
        var said = await Bob.SayAsync(Alice, "read me there");
        await Told.MessageAsync("read me there");

        await Signal.AskAsync("/read-elsewhere", new JsonObject { ["person"] = Alice.Id, ["messages"] = new JsonArray(new JsonObject { ["author"] = Bob.Id, ["timestamp"] = said }) });

        var read = await Told.Events.FirstAsync<RemoteReadReceipt>();
        Assert.Equal((true, IdOf(Bob, said)), (read.FromSelf, read.UpTo));
    }

    [Fact]
    public async Task What_the_user_deletes_for_themselves_on_the_phone_goes_from_their_own_rooms_only()
    {
        var group = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);
        var inGroup = await Bob.SayInGroupAsync(group, "said to all");
        await Told.MessageAsync("said to all");
        var said = await Bob.SayAsync(Alice, "said to Alice");
        await Told.MessageAsync("said to Alice");

        await DeleteAsync(group, inGroup);
        await DeleteAsync(Bob.Id, said);
        await DeleteAsync(Bob.Id, said: null, whole: false);
        await DeleteAsync(group, said: null, whole: true);

        Assert.Equal(Group(group), (await Told.Events.FirstAsync<RemoteChatDeletion>()).Chat);
        var deletion = Assert.Single(Told.Events.All.OfType<RemoteDeletion>());
        Assert.Equal((Chat, IdOf(Bob, said)), (deletion.Chat, deletion.Target));
        Assert.Single(Told.Events.All.OfType<RemoteChatDeletion>());
    }

    [Fact]
    public async Task A_chat_that_is_deleted_here_goes_from_the_user_s_other_devices_up_to_the_newest_message()
    {
        var group = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);
        var inGroup = await Bob.SayInGroupAsync(group, "said to all");
        await Told.MessageAsync("said to all");
        var said = await Bob.SayAsync(Alice, "said to Alice");
        await Told.MessageAsync("said to Alice");

        await Account.DeleteChatAsync(Chat, forEveryone: false, Cancellation);
        await Account.DeleteChatAsync(Group(group), forEveryone: false, Cancellation);

        Assert.False(Account.CanDeleteForEveryone(Chat));
        await Alice.HearAsync("that the chat is deleted", content => DeletedUpTo(content) == said);
        await Alice.HearAsync("that the group's chat is deleted", content => DeletedUpTo(content) == inGroup);
    }

    private static long? DeletedUpTo(JsonElement content) =>
        content.Part("syncMessage", "content", "deleteForMe", "conversationDeletes") is { ValueKind: JsonValueKind.Array } chats
        && chats.EnumerateArray().SingleOrDefault() is { ValueKind: JsonValueKind.Object } chat && chat.GetProperty("isFullDelete").GetBoolean()
            ? chat.GetProperty("mostRecentMessages")[0].Number("sentTimestamp")
            : null;

    private Task DeleteAsync(string chat, long? said, bool whole = false) => Signal.AskAsync("/deleted-elsewhere", new JsonObject
    {
        ["person"] = Alice.Id, ["chat"] = chat, ["whole"] = whole,
        ["messages"] = said is { } at ? new JsonArray(new JsonObject { ["author"] = Bob.Id, ["timestamp"] = at }) : null,
    });

    [Fact]
    public async Task A_strangers_first_message_is_a_request_and_gets_no_receipt_until_it_is_accepted()
    {
        var stranger = await Signal.PersonAsync("Stranger");
        await stranger.SayAsync(Alice, "you do not know me");
        var message = await Told.MessageAsync("you do not know me");
        Assert.True((await Account.GetChatAsync(message.Chat, Cancellation)).IsMessageRequest);
        await Account.MarkReadAsync(message.Chat, message.Id, Cancellation);

        await Account.AcceptRequestAsync(message.Chat, Cancellation);
        await stranger.SayAsync(Alice, "now you do");
        await Told.MessageAsync("now you do");

        var heard = await stranger.HearAsync("a receipt", content => content.Part("receiptMessage") is not null);
        Assert.DoesNotContain($"{TimeOf(message.Id)}", heard.ToString(), StringComparison.Ordinal);
        Assert.False((await Account.GetChatAsync(message.Chat, Cancellation)).IsMessageRequest);
        await Alice.HearAsync("the answer", content => content.Number("syncMessage", "content", "messageRequestResponse", "type") == 1);
    }

    [Fact]
    public async Task Voice_that_was_listened_to_is_told_to_its_author_and_the_phone_and_back()
    {
        var said = await Bob.SayAsync(Alice, "listen");
        await Told.MessageAsync("listen");
        await Account.MarkPlayedAsync(Chat, IdOf(Bob, said), Cancellation);

        await Bob.HearAsync("the receipt", content => content.Number("receiptMessage", "type") == 2 && content.ToString().Contains($"{said}", StringComparison.Ordinal));
        await Alice.HearAsync("what was viewed", content => content.Part("syncMessage", "viewed")?.GetArrayLength() == 1);

        var sent = await SendAsync("now you");
        await Bob.HearTextAsync("now you");
        await Bob.ReceiptAsync(Alice, "viewed", TimeOf(sent.Ids[0]));
        var state = await Told.Events.FirstAsync<RemoteMessageState>(told => told.State == MessageState.Played);
        Assert.Equal((Bob.Id, sent.Ids[0]), (state.Receiver.Value, Assert.Single(state.Messages)));

        await Signal.AskAsync("/viewed-elsewhere", new JsonObject { ["person"] = Alice.Id, ["messages"] = new JsonArray(new JsonObject { ["author"] = Bob.Id, ["timestamp"] = said }) });
        Assert.Equal((true, IdOf(Bob, said)), await Told.Events.FirstAsync<RemoteReadReceipt>(read => read.FromSelf) is var read ? (read.FromSelf, read.UpTo) : default);
    }

    [Fact]
    public async Task A_bad_first_message_of_a_stranger_changes_nothing_and_the_next_one_opens_a_request()
    {
        var stranger = await Signal.PersonAsync("Stranger");
        await stranger.SayAsync(Alice.Id, new JsonObject { ["text"] = "unreadable" }, new JsonObject { ["unknownKey"] = true });
        await Bob.SayAsync(Alice, "all is well here");
        await Told.MessageAsync("all is well here");
        Assert.DoesNotContain(Told.States.All, state => state.Condition is AccountCondition.LoggedOut or AccountCondition.Disconnected);

        await stranger.SayAsync(Alice, "readable");

        var message = await Told.MessageAsync("readable");
        Assert.True((await Account.GetChatAsync(message.Chat, Cancellation)).IsMessageRequest);
        await Bob.HearAsync("the receipt that a friend gets", content => content.Part("receiptMessage") is not null);
        Assert.DoesNotContain(await stranger.HeardAsync(), heard => heard.GetProperty("content").Part("receiptMessage") is not null);
    }

    [Fact]
    public async Task A_name_that_one_login_knows_is_that_of_all_and_never_gives_way_to_a_number()
    {
        await Bob.SayAsync(Alice, "Alice knows me");
        await Told.MessageAsync("Alice knows me");
        await Told.Users.FirstAsync(user => user.Id.Value == Bob.Id && user.Name == "Bob");
        var dave = await Signal.PersonAsync("Dave");
        var (account, told, _) = await Bed.LinkAsync(dave);

        foreach (var number in new[] { "+12025550111", "+12025550112" })
        {
            await Signal.AskAsync("/storage", new JsonObject { ["person"] = dave.Id, ["contact"] = Bob.Id, ["values"] = new JsonObject { ["profileKey"] = null, ["e164"] = number } });
            Assert.Equal("Bob", (await told.Users.FirstAsync(user => user.Id.Value == Bob.Id && user.Phone == number)).Name);
            await Signal.AskAsync("/storage", new JsonObject { ["person"] = Alice.Id, ["contact"] = Bob.Id, ["values"] = new JsonObject { ["e164"] = number } });
            Assert.Equal("Bob", (await Told.Users.FirstAsync(user => user.Id.Value == Bob.Id && user.Phone == number)).Name);
        }

        Assert.All(told.Users.All.Where(user => user.Id.Value == Bob.Id), user => Assert.Equal("Bob", user.Name));
        Assert.Equal("Bob", (await account.GetUserAsync(new RemoteUserId(Bob.Id), Cancellation)).Name);
    }

    [Fact]
    public async Task Whoever_is_blocked_is_not_heard()
    {
        await Account.SetBlockedAsync(new RemoteUserId(Bob.Id), isBlocked: true, Cancellation);
        await Bob.SayAsync(Alice, "let me in");
        await Carol.SayAsync(Alice, "hello");
        await Told.MessageAsync("hello");

        Assert.DoesNotContain(Told.Events.All.OfType<RemoteMessage>(), told => told.Sender.Value == Bob.Id);
    }

    [Fact]
    public async Task A_username_and_its_link_lead_to_the_person_whose_number_is_known_later()
    {
        var dora = await Signal.PersonAsync("Dora");
        var username = $"dora{Guid.NewGuid():n}"[..20] + ".42";
        var link = (await Signal.AskAsync("/username", new JsonObject { ["person"] = dora.Id, ["username"] = username, ["link"] = true })).GetProperty("link").GetString()!;

        Assert.Equal(dora.Id, (await Account.ResolveAsync(username, Cancellation))?.Id.Value);
        Assert.Equal(dora.Id, (await Account.ResolveAsync(link, Cancellation))?.Id.Value);
        Assert.Null(await Account.ResolveAsync("nobody_at_all.77", Cancellation));
        await Assert.ThrowsAsync<BridgeException>(() => Account.ResolveAsync("what is this", Cancellation));
        Assert.Equal(Bob.Id, (await Account.ResolveAsync(Bob.Number, Cancellation))?.Id.Value);
        var chat = await Account.OpenDirectChatAsync(new RemoteUserId(dora.Id), Cancellation);
        await SendAsync(new TextContent(RichText.Plain("found you")), chat);
        await dora.HearTextAsync("found you");
        await dora.SayAsync(Alice, "so you did");
        Assert.Equal(chat, (await Told.MessageAsync("so you did")).Chat);
    }

    [Fact]
    public async Task Calls_are_one_line_that_changes()
    {
        await Signal.AskAsync("/call", new JsonObject { ["from"] = Bob.Id, ["to"] = Alice.Id, ["id"] = 7, ["video"] = true });
        await Signal.AskAsync("/call", new JsonObject { ["from"] = Bob.Id, ["to"] = Alice.Id, ["id"] = 7, ["end"] = true });

        var call = await Told.Events.FirstAsync<RemoteMessage>();
        var end = await Told.Events.FirstAsync<RemoteEdit>();
        Assert.Equal((CallState.Started, true), Assert.IsType<CallContent>(call.Parts[0].Content) is var started ? (started.State, started.IsVideo) : default);
        Assert.Equal((call.Id, CallState.Ended), (end.Target, Assert.IsType<CallContent>(end.Parts[0].Content).State));
    }

    [Fact]
    public async Task What_the_phone_did_with_calls_is_told_and_whoever_has_read_up_to_a_call_has_read_what_was_before_it()
    {
        var before = await Bob.SayAsync(Alice, "I will ring you");
        await Signal.AskAsync("/call", new JsonObject { ["from"] = Bob.Id, ["to"] = Alice.Id, ["id"] = 8, ["video"] = false });
        var call = await Told.Events.FirstAsync<RemoteMessage>(message => message.Parts[0].Content is CallContent);
        await Account.MarkReadAsync(Chat, call.Id, Cancellation);
        await Bob.HearAsync("the read receipt", content => content.Number("receiptMessage", "type") == 1 && content.ToString().Contains($"{before}", StringComparison.Ordinal));

        await ElsewhereAsync(8, outgoing: false, accepted: false);
        await ElsewhereAsync(9, outgoing: true, accepted: true);
        await ElsewhereAsync(10, outgoing: true, accepted: false);

        var end = await Told.Events.FirstAsync<RemoteEdit>();
        Assert.Equal((call.Id, CallState.Declined), (end.Target, Assert.IsType<CallContent>(end.Parts[0].Content).State));
        var own = (await Told.Events.UntilAsync(events => events.OfType<RemoteMessage>().Count() == 4, "the user's own calls")).OfType<RemoteMessage>().Skip(2).ToList();
        Assert.All(own, message => Assert.Equal((Chat, Alice.Id, true), (message.Chat, message.Sender.Value, message.FromSelf)));
        Assert.Equal(["📞 Outgoing call", "📞 Outgoing call, not answered"], own.Select(message => RecordingHost.TextOf(message.Parts)));

        Task ElsewhereAsync(int id, bool outgoing, bool accepted) =>
            Signal.AskAsync("/call-elsewhere", new JsonObject { ["person"] = Alice.Id, ["with"] = Bob.Id, ["id"] = id, ["outgoing"] = outgoing, ["event"] = accepted ? 1 : 2 });
    }

    [Fact]
    public async Task A_call_in_a_group_is_told_in_the_group_and_is_one_whoever_comes_in()
    {
        var id = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);

        await Bob.SayAsync(id, new JsonObject { ["groupCall"] = "era" });

        var call = await Told.Events.FirstAsync<RemoteMessage>();
        Assert.Equal((Group(id), Bob.Id), (call.Chat, call.Sender.Value));
        Assert.True(Assert.IsType<CallContent>(call.Parts[0].Content).IsGroup);
        await Carol.SayAsync(id, new JsonObject { ["groupCall"] = "era" });
        await Carol.SayAsync(id, new JsonObject { ["groupCall"] = "another" });
        var calls = (await Told.Events.UntilAsync(events => events.OfType<RemoteMessage>().Count() == 3, "three calls")).OfType<RemoteMessage>().Select(told => told.DeduplicationKey).ToList();
        Assert.Equal(calls[0], calls[1]);
        Assert.NotEqual(calls[0], calls[2]);
    }

    [Fact]
    public async Task A_timer_stays_whatever_is_said_reacted_or_copied_meanwhile()
    {
        await Bob.SayAsync(Alice.Id, new JsonObject { ["timerUpdate"] = true, ["timer"] = 3600, ["timerVersion"] = 2 });
        await Told.Events.FirstAsync<RemoteChatChange>();
        Assert.Equal("Bob set that messages disappear an hour after they were read.", (await Told.Events.FirstAsync<RemoteNotice>()).Text.Text);
        var sent = await SendAsync("one");
        await Bob.SayAsync(Alice.Id, new JsonObject { ["reaction"] = new JsonObject { ["emoji"] = "👍", ["author"] = Alice.Id, ["target"] = TimeOf(sent.Ids[0]) } });
        await Alice.SayAsync(Bob.Id, new JsonObject { ["text"] = "from the phone" }, new JsonObject { ["onPhone"] = true });
        await Told.MessageAsync("from the phone");
        await SendAsync("two");

        foreach (var text in new[] { "one", "two" })
        {
            var heard = await Bob.HearTextAsync(text);
            Assert.Equal((3600, 2), (heard.Number("expireTimer"), heard.Number("expireTimerVersion")));
        }

        await Account.SetTimerAsync(Chat, null, Cancellation);
        await Bob.HearMessageAsync("the end of the timer", message => message.Number("flags") == 2 && message.Number("expireTimerVersion") == 3 && message.Number("expireTimer") is null or 0);
        Assert.Null((await Account.GetChatAsync(Chat, Cancellation)).Timer);
    }

    [Fact]
    public async Task Settings_of_chats_follow_the_phone()
    {
        await Signal.AskAsync("/storage", new JsonObject { ["person"] = Alice.Id, ["contact"] = Bob.Id, ["values"] = new JsonObject { ["archived"] = true, ["markedUnread"] = true, ["mutedUntilTimestamp"] = 4_102_444_800_000 } });

        var settings = await Told.Events.FirstAsync<RemoteChatSettings>(told => told.IsArchived == true);
        Assert.Equal((Chat, true, RemoteIds.Time(4_102_444_800_000)), (settings.Chat, settings.IsMarkedUnread, settings.MutedUntil));
    }
}
