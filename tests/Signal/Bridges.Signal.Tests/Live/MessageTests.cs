using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Simulator;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Live;

public sealed class MessageTests(SharedSignal shared) : SignalTest(shared)
{
    [Fact]
    public async Task Text_with_styles_and_a_mention_comes_in()
    {
        var sentAt = await Bob.SayAsync(Alice.Id, new JsonObject
        {
            ["text"] = "bold \uFFFC!",
            ["ranges"] = new JsonArray(new JsonObject { ["start"] = 0, ["length"] = 4, ["style"] = "bold" }, new JsonObject { ["start"] = 5, ["length"] = 1, ["mention"] = Carol.Id }),
        });

        var message = await Told.Events.FirstAsync<RemoteMessage>();
        var content = Assert.IsType<TextContent>(message.Parts[0].Content);
        Assert.Equal((IdOf(Bob, sentAt), Bob.Id, false, Chat), (message.Id, message.Sender.Value, message.FromSelf, message.Chat));
        Assert.Equal("bold @Carol!", content.Text.Text);
        Assert.Contains(new TextSpan(0, 4, new TextStyle.Bold()), content.Text.Spans);
        Assert.Contains(new TextSpan(5, 6, new TextStyle.Mention(new RemoteUserId(Carol.Id))), content.Text.Spans);
    }

    [Fact]
    public async Task Text_with_styles_mention_and_quote_goes_out_and_the_phone_gets_a_copy()
    {
        var asked = await Bob.SayAsync(Alice, "a question");
        await Told.MessageAsync("a question");
        var text = new RichText("so @Bob it is", [new(0, 2, new TextStyle.Italic()), new(3, 4, new TextStyle.Mention(new RemoteUserId(Bob.Id))), new(8, 5, new TextStyle.Strikethrough())]);

        var sent = await Account.SendAsync(
            new OutgoingMessage(SignalBed.NewDelivery(), Chat, new TextContent(text)) { ReplyTo = new ReplyTarget(IdOf(Bob, asked)) { Author = new RemoteUserId(Bob.Id), Excerpt = "a question" } }, Cancellation);

        var heard = await Bob.HearTextAsync("so \uFFFC it is");
        Assert.Equal(TimeOf(sent.Ids[0]), heard.Number("timestamp"));
        Assert.Equal((asked, "a question"), (heard.Number("quote", "id"), heard.Text("quote", "text")));
        Assert.Equal([(0L, 2L), (3L, 1L), (5L, 5L)], heard.Part("bodyRanges")!.Value.EnumerateArray().Select(range => (range.Number("start") ?? 0, range.Number("length") ?? 0)));
        await Alice.HearAsync("the copy", content => content.Text("syncMessage", "content", "sent", "message", "body") == "so \uFFFC it is");
    }

    [Fact]
    public async Task What_the_user_writes_on_the_phone_is_told_as_the_users_own()
    {
        await Alice.SayAsync(Bob.Id, new JsonObject { ["text"] = "from my phone" }, new JsonObject { ["onPhone"] = true });

        var message = await Told.MessageAsync("from my phone");
        Assert.Equal((true, Alice.Id, Chat), (message.FromSelf, message.Sender.Value, message.Chat));
    }

    [Fact]
    public async Task A_note_to_self_goes_to_the_own_devices()
    {
        var chat = new ChatKey(new RemoteChatId(Alice.Id), Account.Id);

        await SendAsync(new TextContent(RichText.Plain("remember the milk")), chat);

        await Alice.HearAsync("the note", content => content.Text("syncMessage", "content", "sent", "message", "body") == "remember the milk");
        Assert.Equal(ChatKind.NoteToSelf, (await Account.GetChatAsync(chat, Cancellation)).Kind);
    }

    [Fact]
    public async Task A_long_text_travels_as_a_file_with_a_short_beginning_and_comes_back_whole()
    {
        var text = string.Concat(Enumerable.Repeat("ä long text. ", 400));

        await SendAsync(text);

        var heard = await Bob.HearMessageAsync("the long text", message => message.Part("attachments")?[0].Text("contentType") == "text/x-signal-plain");
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(heard.Body()!), 1500, 2048);
        Assert.Equal(text, System.Text.Encoding.UTF8.GetString(await Bob.OpenAsync(heard.Part("attachments")!.Value[0])));

        var stored = await Bob.StoreAsync(System.Text.Encoding.UTF8.GetBytes(text), "text/x-signal-plain");
        await Bob.SayAsync(Alice.Id, new JsonObject { ["text"] = text[..1000], ["attachments"] = new JsonArray(stored) });
        Assert.Single((await Told.MessageAsync(text)).Parts);
    }

    [Fact]
    public async Task What_is_styled_and_who_is_mentioned_far_into_a_long_text_is_so_on_both_sides()
    {
        const int At = 6_000;
        var plain = string.Concat(Enumerable.Repeat("long ", At / 5));

        await SendAsync(new TextContent(new RichText($"{plain}bold @Bob", [new(At, 4, new TextStyle.Bold()), new(At + 5, 4, new TextStyle.Mention(new RemoteUserId(Bob.Id)))])));

        var heard = await Bob.HearMessageAsync("the long text", message => message.Part("attachments")?[0].Text("contentType") == "text/x-signal-plain");
        Assert.Equal([(At, 4L), (At + 5, 1L)], heard.Part("bodyRanges")!.Value.EnumerateArray().Select(range => ((int)range.Number("start")!, range.Number("length")!.Value)));

        var text = $"{plain}bold \uFFFC";
        var ranges = new JsonArray(new JsonObject { ["start"] = At, ["length"] = 4, ["style"] = "bold" }, new JsonObject { ["start"] = At + 5, ["length"] = 1, ["mention"] = Carol.Id });
        var stored = await Bob.StoreAsync(System.Text.Encoding.UTF8.GetBytes(text), "text/x-signal-plain");
        await Bob.SayAsync(Alice.Id, new JsonObject { ["text"] = text[..2_000], ["ranges"] = ranges, ["attachments"] = new JsonArray(stored) });

        var content = Assert.IsType<TextContent>((await Told.MessageAsync($"{plain}bold @Carol")).Parts[0].Content);
        Assert.Contains(new TextSpan(At, 4, new TextStyle.Bold()), content.Text.Spans);
        Assert.Contains(new TextSpan(At + 5, 6, new TextStyle.Mention(new RemoteUserId(Carol.Id))), content.Text.Spans);
    }

    [Fact]
    public async Task Of_a_long_text_whose_rest_cannot_be_had_the_beginning_is_shown_and_styled_no_further()
    {
        var beginning = new string('x', 2_000);
        var stored = await Bob.StoreAsync(System.Text.Encoding.UTF8.GetBytes(beginning + "rest"), "text/x-signal-plain");
        stored["cdnKey"] = "nosuchfile";
        var ranges = new JsonArray(new JsonObject { ["start"] = 0, ["length"] = 4, ["style"] = "bold" }, new JsonObject { ["start"] = 2_000, ["length"] = 4, ["style"] = "italic" });

        await Bob.SayAsync(Alice.Id, new JsonObject { ["text"] = beginning, ["ranges"] = ranges, ["attachments"] = new JsonArray(stored) });

        var content = Assert.IsType<TextContent>((await Told.Events.FirstAsync<RemoteMessage>()).Parts[0].Content);
        Assert.StartsWith(beginning + " … (the rest", content.Text.Text, StringComparison.Ordinal);
        Assert.Equal([new TextSpan(0, 4, new TextStyle.Bold())], content.Text.Spans);
    }

    [Fact]
    public async Task A_long_edit_and_what_it_says_too_much_are_treated_like_a_long_text()
    {
        var text = string.Concat(Enumerable.Repeat("ä long edit. ", 400));
        var sent = await SendAsync("short");

        await Account.EditAsync(new OutgoingEdit(SignalBed.NewDelivery(), Chat, sent.Ids, SignalBed.Text(text)), Cancellation);

        var heard = (await Bob.HearAsync("the edit", content => content.Part("editMessage", "dataMessage", "attachments") is { } files && files[0].Text("contentType") == "text/x-signal-plain")).Part("editMessage", "dataMessage")!.Value;
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(heard.Body()!), 1500, 2048);
        Assert.Equal(text, System.Text.Encoding.UTF8.GetString(await Bob.OpenAsync(heard.Part("attachments")!.Value[0])));
        var refusal = await Assert.ThrowsAsync<BridgeException>(() => Account.EditAsync(new OutgoingEdit(SignalBed.NewDelivery(), Chat, sent.Ids, SignalBed.Text(new string('x', 70_000))), Cancellation));
        Assert.Contains("64 KiB", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_over_the_limit_of_Signal_is_refused_in_words()
    {
        var refusal = await Assert.ThrowsAsync<BridgeException>(() => SendAsync(new string('x', 70_000)));

        Assert.Equal((FailureKind.Permanent, Certainty.NotDone), (refusal.Kind, refusal.Certainty));
        Assert.Contains("64 KiB", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edits_form_a_chain_of_which_every_version_names_the_message()
    {
        var first = await Bob.SayAsync(Alice, "one");
        var second = await Bob.SayAsync(Alice.Id, new JsonObject { ["text"] = "two" }, new JsonObject { ["edit"] = first });
        var third = await Bob.SayAsync(Alice.Id, new JsonObject { ["text"] = "three" }, new JsonObject { ["edit"] = second });
        await Bob.SayAsync(Alice.Id, new JsonObject { ["reaction"] = new JsonObject { ["emoji"] = "👍", ["author"] = Bob.Id, ["target"] = third } });
        await Bob.SayAsync(Alice.Id, new JsonObject { ["delete"] = second });

        var edit = await Told.Events.FirstAsync<RemoteEdit>(told => RecordingHost.TextOf(told.Parts) == "three");
        var reaction = await Told.Events.FirstAsync<RemoteReactions>();
        var deletion = await Told.Events.FirstAsync<RemoteDeletion>();
        Assert.Equal(third, edit.Version);
        Assert.All([edit.Target, reaction.Target, deletion.Target], target => Assert.Equal(IdOf(Bob, first), target));
    }

    [Fact]
    public async Task An_edit_names_the_version_before_and_a_deletion_the_message()
    {
        var sent = await SendAsync("first");
        var one = await Account.EditAsync(new OutgoingEdit(SignalBed.NewDelivery(), Chat, sent.Ids, SignalBed.Text("second")), Cancellation);
        var two = await Account.EditAsync(new OutgoingEdit(SignalBed.NewDelivery(), Chat, sent.Ids, SignalBed.Text("third")), Cancellation);
        await Account.DeleteAsync(new OutgoingDeletion(SignalBed.NewDelivery(), Chat, sent.Ids), Cancellation);

        var second = await Bob.HearAsync("the first edit", content => content.Text("editMessage", "dataMessage", "body") == "second");
        var third = await Bob.HearAsync("the second edit", content => content.Text("editMessage", "dataMessage", "body") == "third");
        Assert.Equal((TimeOf(sent.Ids[0]), one), (second.Number("editMessage", "targetSentTimestamp"), third.Number("editMessage", "targetSentTimestamp")));
        Assert.True(two > one);
        await Bob.HearMessageAsync("the deletion", message => message.Number("delete", "targetSentTimestamp") == TimeOf(sent.Ids[0]));
    }

    /// <summary>Signal's apps take the whole content for the new one: an edit without what the message answers makes it one that answers nothing.</summary>
    [Fact]
    public async Task An_edit_of_an_answer_still_answers_whoever_wrote_it()
    {
        var asked = await Bob.SayAsync(Alice, "a question");
        await Told.MessageAsync("a question");
        var sent = await Account.SendAsync(
            new OutgoingMessage(SignalBed.NewDelivery(), Chat, SignalBed.Text("an answre")) { ReplyTo = new ReplyTarget(IdOf(Bob, asked)) { Author = new RemoteUserId(Bob.Id), Excerpt = "a question" } }, Cancellation);
        var onPhone = await Alice.SayAsync(Bob.Id, new JsonObject { ["text"] = "form my phone", ["quote"] = new JsonObject { ["author"] = Bob.Id, ["timestamp"] = asked, ["text"] = "a \uFFFC question", ["fileType"] = "image/jpeg", ["mention"] = new JsonObject { ["start"] = 2, ["person"] = Carol.Id } } }, new JsonObject { ["onPhone"] = true });
        await Told.MessageAsync("form my phone");

        await Account.EditAsync(new OutgoingEdit(SignalBed.NewDelivery(), Chat, sent.Ids, SignalBed.Text("an answer")), Cancellation);
        await Account.EditAsync(new OutgoingEdit(SignalBed.NewDelivery(), Chat, [IdOf(Alice, onPhone)], SignalBed.Text("from my phone")), Cancellation);

        foreach (var (text, quoted, mentioned) in new[] { ("an answer", "a question", 0), ("from my phone", "a \uFFFC question", 1) })
        {
            var heard = await Bob.HearAsync("the edit", content => content.Text("editMessage", "dataMessage", "body") == text);
            var quote = heard.Part("editMessage", "dataMessage", "quote")!.Value;
            Assert.Equal((asked, quoted), (quote.Number("id"), quote.Text("text")));
            // An app shows the bare placeholder where it is not told whom it stands for.
            // The kind of the file that is answered stays, too.
            Assert.Equal(mentioned == 1 ? "image/jpeg" : null, quote.Part("attachments") is { } files && files.GetArrayLength() > 0 ? files[0].Text("contentType") : null);
            Assert.Equal(mentioned, quote.Part("bodyRanges")?.EnumerateArray().Count(range => range.Number("start") == 2 && range.Number("length") == 1) ?? 0);
        }
    }

    /// <summary>For rooms that do not have what is answered.</summary>
    [Fact]
    public async Task What_is_answered_is_told_in_words_with_the_names_that_stand_in_it_or_as_the_kind_of_file_that_it_is()
    {
        var mention = new JsonObject { ["start"] = 4, ["person"] = Carol.Id };
        await Bob.SayAsync(Alice.Id, new JsonObject { ["text"] = "to words", ["quote"] = new JsonObject { ["author"] = Bob.Id, ["timestamp"] = 1, ["text"] = "ask \uFFFC then", ["mention"] = mention } });
        await Bob.SayAsync(Alice.Id, new JsonObject { ["text"] = "to a picture", ["quote"] = new JsonObject { ["author"] = Bob.Id, ["timestamp"] = 2, ["fileType"] = "image/jpeg" } });

        Assert.Equal("ask @Carol then", (await Told.MessageAsync("to words")).ReplyTo?.Excerpt);
        Assert.Equal("Picture", (await Told.MessageAsync("to a picture")).ReplyTo?.Excerpt);
    }

    [Fact]
    public async Task An_edit_or_a_deletion_that_Signals_apps_would_drop_is_refused_in_words()
    {
        const int Edits = 10;
        var yesterday = IdOf(Alice, TimeProvider.System.GetUtcNow().AddHours(-25).ToUnixTimeMilliseconds());
        var late = await Assert.ThrowsAsync<BridgeException>(() => EditAsync([yesterday], "too late"));
        var lateDeletion = await Assert.ThrowsAsync<BridgeException>(() => Account.DeleteAsync(new OutgoingDeletion(SignalBed.NewDelivery(), Chat, [yesterday]), Cancellation));
        var sent = await SendAsync("first");
        foreach (var number in Enumerable.Range(1, Edits))
        {
            await EditAsync(sent.Ids, $"edit {number}");
        }

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => EditAsync(sent.Ids, "one too many"));

        var ofKind = await Assert.ThrowsAsync<BridgeException>(() => Account.EditAsync(
            new OutgoingEdit(SignalBed.NewDelivery(), Chat, sent.Ids, new ContactsContent([new SharedContact("Carol") { Phones = ["+15550001"] }])), Cancellation));

        Assert.All([late, lateDeletion, refusal, ofKind], exception => Assert.Equal((FailureKind.Permanent, Certainty.NotDone), (exception.Kind, exception.Certainty)));
        Assert.Contains("edited for 24 hours", late.Message, StringComparison.Ordinal);
        Assert.Contains("deleted for everyone for 24 hours", lateDeletion.Message, StringComparison.Ordinal);
        Assert.Contains("edited 10 times", refusal.Message, StringComparison.Ordinal);
        await Bob.HearAsync("the last edit", content => content.Text("editMessage", "dataMessage", "body") == "edit 10");

        Task<long> EditAsync(IReadOnlyList<RemoteMessageId> message, string text) => Account.EditAsync(new OutgoingEdit(SignalBed.NewDelivery(), Chat, message, SignalBed.Text(text)), Cancellation);
    }

    [Fact]
    public async Task Reactions_go_both_ways_and_can_be_taken_back()
    {
        var said = await Bob.SayAsync(Alice, "what do you think?");
        await Told.MessageAsync("what do you think?");
        await Account.ReactAsync(new OutgoingReactions(SignalBed.NewDelivery(), Chat, IdOf(Bob, said), [new Reaction("🎉")]), Cancellation);
        await Account.ReactAsync(new OutgoingReactions(SignalBed.NewDelivery(), Chat, IdOf(Bob, said), []), Cancellation);

        await Bob.HearMessageAsync("the reaction", message => message.Text("reaction", "emoji") == "🎉" && message.Number("reaction", "targetSentTimestamp") == said && message.Part("reaction", "remove")?.GetBoolean() != true);
        await Bob.HearMessageAsync("its end", message => message.Part("reaction", "remove")?.GetBoolean() == true && message.Text("reaction", "emoji") == "🎉");

        await Bob.SayAsync(Alice.Id, new JsonObject { ["reaction"] = new JsonObject { ["emoji"] = "❤️", ["author"] = Bob.Id, ["target"] = said } });
        await Bob.SayAsync(Alice.Id, new JsonObject { ["reaction"] = new JsonObject { ["emoji"] = "❤️", ["author"] = Bob.Id, ["target"] = said, ["remove"] = true } });
        var all = await Told.Events.UntilAsync(events => events.OfType<RemoteReactions>().Count() == 2, "two reactions");
        Assert.Equal([1, 0], all.OfType<RemoteReactions>().Select(reactions => reactions.Reactions.Count));
    }

    [Fact]
    public async Task A_poll_is_made_voted_in_and_ended_from_both_sides()
    {
        var sent = await SendAsync(new PollContent(RichText.Plain("Lunch?"), [new("x", RichText.Plain("Soup")), new("y", RichText.Plain("Salad"))]));
        Assert.Equal(["0", "1"], sent.PollOptions);
        var heard = await Bob.HearMessageAsync("the poll", message => message.Text("pollCreate", "question") == "Lunch?");
        Assert.Equal(["Soup", "Salad"], heard.Part("pollCreate", "options")!.Value.EnumerateArray().Select(option => option.GetString()));
        await Bob.SayAsync(Alice.Id, new JsonObject { ["vote"] = new JsonObject { ["author"] = Alice.Id, ["target"] = TimeOf(sent.Ids[0]), ["options"] = new JsonArray(1), ["count"] = 1 } });
        var vote = await Told.Events.FirstAsync<RemoteVote>();
        Assert.Equal((sent.Ids[0], Bob.Id, "1"), (vote.Poll, vote.Sender.Value, Assert.Single(vote.Options)));
        await Account.EndPollAsync(SignalBed.NewDelivery(), Chat, sent.Ids[0], Cancellation);
        await Bob.HearMessageAsync("the end", message => message.Number("pollTerminate", "targetSentTimestamp") == TimeOf(sent.Ids[0]));

        var asked = await Bob.SayAsync(Alice.Id, new JsonObject { ["poll"] = new JsonObject { ["question"] = "Where?", ["options"] = new JsonArray("Here", "There"), ["multiple"] = true } });
        var poll = Assert.IsType<PollContent>((await Told.Events.FirstAsync<RemoteMessage>(message => message.Parts[0].Content is PollContent)).Parts[0].Content);
        Assert.Equal(("Where?", 2, 2), (poll.Question.Text, poll.Options.Count, poll.MaximumSelections));
        await Account.VoteAsync(new OutgoingVote(SignalBed.NewDelivery(), Chat, IdOf(Bob, asked), ["0"]), Cancellation);
        await Account.VoteAsync(new OutgoingVote(SignalBed.NewDelivery(), Chat, IdOf(Bob, asked), ["0", "1"]), Cancellation);
        await Bob.HearMessageAsync("the second vote", message => message.Number("pollVote", "voteCount") == 2 && message.Part("pollVote", "optionIndexes")!.Value.GetArrayLength() == 2);
        await Bob.SayAsync(Alice.Id, new JsonObject { ["pollEnd"] = asked });
        Assert.True((await Told.Events.FirstAsync<RemotePollResult>(result => result.Poll == IdOf(Bob, asked))).HasEnded);
    }

    [Fact]
    public async Task Pins_go_both_ways()
    {
        var said = await Bob.SayAsync(Alice, "pin me");
        await Told.MessageAsync("pin me");
        await Account.PinAsync(new OutgoingPin(SignalBed.NewDelivery(), Chat, IdOf(Bob, said), IsPinned: true), Cancellation);
        await Bob.HearMessageAsync("the pin", message => message.Number("pinMessage", "targetSentTimestamp") == said);
        await Account.PinAsync(new OutgoingPin(SignalBed.NewDelivery(), Chat, IdOf(Bob, said), IsPinned: false), Cancellation);
        await Bob.HearMessageAsync("its end", message => message.Number("unpinMessage", "targetSentTimestamp") == said);

        await Bob.SayAsync(Alice.Id, new JsonObject { ["pin"] = new JsonObject { ["author"] = Bob.Id, ["target"] = said } });
        var pinned = await Told.Events.FirstAsync<RemotePin>();
        Assert.Equal((true, IdOf(Bob, said)), (pinned.IsPinned, pinned.Target));
        await Bob.SayAsync(Alice.Id, new JsonObject { ["unpin"] = new JsonObject { ["author"] = Bob.Id, ["target"] = said } });
        Assert.Equal(IdOf(Bob, said), (await Told.Events.FirstAsync<RemotePin>(told => !told.IsPinned)).Target);
    }

    [Fact]
    public async Task A_contact_a_place_and_a_preview_have_forms_of_their_own()
    {
        await Bob.SayAsync(Alice.Id, new JsonObject { ["contacts"] = new JsonArray(new JsonObject { ["given"] = "Dora", ["family"] = "Doe", ["numbers"] = new JsonArray("+12025550123") }) });
        var contact = Assert.IsType<ContactsContent>((await Told.Events.FirstAsync<RemoteMessage>()).Parts[0].Content).Contacts[0];
        Assert.Equal(("Dora Doe", "+12025550123"), (contact.Name, contact.Phones[0]));
        await Bob.SayAsync(Alice.Id, new JsonObject { ["contacts"] = new JsonArray(
            new JsonObject { ["organization"] = "Bakery" }, new JsonObject { ["given"] = "Eve", ["organization"] = "Bakery", ["street"] = "Main Street 1", ["city"] = "Vienna" }) });
        var cards = Assert.IsType<ContactsContent>((await Told.Events.FirstAsync<RemoteMessage>(message => message.Parts[0].Content is ContactsContent { Contacts.Count: 2 })).Parts[0].Content).Contacts;
        Assert.Equal(("Bakery", "Eve", "Bakery, Main Street 1, Vienna"), (cards[0].Name, cards[1].Name, string.Join(", ", cards[1].Details)));

        await SendAsync(new ContactsContent([new SharedContact("Emil") { Phones = ["+12025550199"] }]));
        await Bob.HearMessageAsync("the contact", message => message.Part("contact")?[0].Text("name", "givenName") == "Emil");
        await SendAsync(new LocationContent(48.2, 16.37) { Name = "Vienna" });
        await Bob.HearMessageAsync("the place", message => message.Body()?.Contains("48.2", StringComparison.Ordinal) == true && message.Body()!.StartsWith("Vienna", StringComparison.Ordinal));

        await Bob.SayAsync(Alice.Id, new JsonObject { ["text"] = "see https://example.org/x", ["previews"] = new JsonArray(new JsonObject { ["url"] = "https://example.org/x", ["title"] = "X" }, new JsonObject { ["url"] = "https://evil.example/", ["title"] = "not in the text" }) });
        var text = Assert.IsType<TextContent>((await Told.MessageAsync("see https://example.org/x")).Parts[0].Content);
        Assert.Equal("X", Assert.Single(text.Previews!).Title);
    }

    [Fact]
    public async Task What_has_no_form_is_told_as_such_and_stops_nothing()
    {
        await Bob.SayAsync(Alice.Id, new JsonObject { ["payment"] = true });
        await Bob.SayAsync(Alice.Id, new JsonObject { ["requiredVersion"] = 99 });
        await Bob.SayAsync(Alice, "still here");

        await Told.MessageAsync("still here");
        Assert.Equal(["a payment", "a message of a newer kind"], Told.Events.All.OfType<RemoteMessage>().Select(message => message.Parts[0].Content).OfType<UnsupportedContent>().Select(content => content.Description));
    }
}
