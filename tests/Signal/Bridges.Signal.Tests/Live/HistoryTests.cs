using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Accounts;
using Bridges.Signal.Simulator;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Live;

public sealed class HistoryTests(SharedSignal shared)
{
    [Fact]
    public async Task The_history_that_the_phone_sends_is_pushed_whole_and_in_order()
    {
        const int Count = 20_000;
        const int MostMegabytes = 320;
        var first = TimeProvider.System.GetUtcNow().AddDays(-30).ToUnixTimeMilliseconds();
        await using var bed = await SignalBed.EmptyAsync(shared.Signal);
        var bob = await shared.Signal.PersonAsync("Bob");
        var alice = await shared.Signal.PersonAsync("Alice", bob);
        var key = (await shared.Signal.AskAsync("/archive", new JsonObject { ["key"] = true })).GetProperty("historyKey").GetString()!;

        var (_, told, _) = await bed.LinkAsync(alice, key);
        var messages = Enumerable.Range(1, Count).Select(number => (JsonNode?)new JsonObject { ["from"] = number % 3 == 0 ? "self" : "other", ["text"] = $"old {number}", ["timestamp"] = first + number });
        await shared.Signal.AskAsync("/archive", new JsonObject { ["person"] = alice.Id, ["historyKey"] = key, ["with"] = bob.Id, ["messages"] = new JsonArray([.. messages]) });

        var pieces = await told.History.UntilAsync(history => history.Any(piece => piece.IsLast), "the whole history");
        var all = pieces.SelectMany(piece => piece.Messages).OrderBy(message => message.Timestamp).ToList();
        Assert.Equal(Enumerable.Range(1, Count).Select(number => $"old {number}"), all.Select(message => RecordingHost.TextOf(message.Parts)));
        Assert.Equal((bob.Id, false), (all[0].Sender.Value, all[0].FromSelf));
        Assert.Equal((alice.Id, true), (all[2].Sender.Value, all[2].FromSelf));
        Assert.All(pieces, piece => Assert.Equal(bob.Id, piece.Chat.Key.Chat.Value));
        // A long history needs no more memory than a short one.
        Assert.InRange(PeakMegabytes(((SignalNetwork)bed.Network).EngineStatus.ProcessId!.Value), 1, MostMegabytes);
    }

    [Fact]
    public async Task Files_long_texts_and_mentions_of_the_history_come_along()
    {
        await using var bed = await SignalBed.EmptyAsync(shared.Signal);
        var bob = await shared.Signal.PersonAsync("Bob");
        var alice = await shared.Signal.PersonAsync("Alice", bob);
        var key = (await shared.Signal.AskAsync("/archive", new JsonObject { ["key"] = true })).GetProperty("historyKey").GetString()!;
        var (opened, unopened, text) = (RandomNumberGenerator.GetBytes(3_000), RandomNumberGenerator.GetBytes(4_000), string.Concat(Enumerable.Repeat("long ", 1_000)));
        var storedOpened = await bob.StoreAsync(opened, "image/jpeg");
        storedOpened["contentHash"] = Convert.ToBase64String(SHA256.HashData(opened));
        var other = await bob.StoreAsync(opened, "image/jpeg");
        other["contentHash"] = Convert.ToBase64String(SHA256.HashData(unopened));

        var (account, told, _) = await bed.LinkAsync(alice, key);
        var at = TimeProvider.System.GetUtcNow().AddDays(-3).ToUnixTimeMilliseconds();
        JsonObject Old(int number, string body) => new() { ["from"] = "other", ["text"] = body, ["timestamp"] = at + number };
        var messages = new JsonArray(
            With(Old(1, "seen"), "file", storedOpened), With(Old(2, "unseen"), "file", await bob.StoreAsync(unopened, "image/jpeg")), With(Old(3, "another's"), "file", other),
            With(Old(4, text[..2_000]), "longText", await bob.StoreAsync(Encoding.UTF8.GetBytes(text), "text/x-signal-plain")), With(Old(5, "ask \uFFFC"), "mention", bob.Id));
        // Whoever is mentioned is called so from when their profile was read.
        await told.Users.FirstAsync(user => user.Id.Value == bob.Id && user.Name == "Bob");
        await shared.Signal.AskAsync("/archive", new JsonObject { ["person"] = alice.Id, ["historyKey"] = key, ["with"] = bob.Id, ["messages"] = messages });

        var pieces = await told.History.UntilAsync(history => history.Any(piece => piece.IsLast), "the whole history");
        var all = pieces.SelectMany(piece => piece.Messages).OrderBy(message => message.Timestamp).ToList();
        Assert.Equal(["seen", "unseen", "another's"], all.Take(3).Select(message => ((MediaContent)message.Parts[0].Content).Caption?.Text));
        Assert.Equal(opened, await FetchAsync(all[0]));
        Assert.Equal(unopened, await FetchAsync(all[1]));
        await Assert.ThrowsAsync<BridgeException>(() => FetchAsync(all[2]));
        Assert.Equal(text, RecordingHost.TextOf(all[3].Parts));
        Assert.Equal("ask @Bob", RecordingHost.TextOf(all[4].Parts));

        static JsonObject With(JsonObject message, string name, JsonNode what)
        {
            message[name] = what;
            return message;
        }

        async Task<byte[]> FetchAsync(RemoteMessage message)
        {
            var path = Path.Combine(bed.Host.DataDirectory, $"fetched-{message.Timestamp.ToUnixTimeMilliseconds()}");
            await account.FetchMediaAsync(new MediaFetch(message.Chat, message.Id, "", ((MediaContent)message.Parts[0].Content).File.Reference!, path, 1 << 20), new Progress<long>(), TestContext.Current.CancellationToken);
            return await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Reactions_and_votes_of_the_history_come_with_its_messages_and_those_of_the_user_can_be_taken_back()
    {
        await using var bed = await SignalBed.EmptyAsync(shared.Signal);
        var bob = await shared.Signal.PersonAsync("Bob");
        var alice = await shared.Signal.PersonAsync("Alice", bob);
        var key = (await shared.Signal.AskAsync("/archive", new JsonObject { ["key"] = true })).GetProperty("historyKey").GetString()!;
        var (account, told, _) = await bed.LinkAsync(alice, key);
        var at = TimeProvider.System.GetUtcNow().AddDays(-3).ToUnixTimeMilliseconds();
        var messages = JsonNode.Parse($$"""
            [
                {"from": "other", "text": "nice?", "timestamp": {{at}}, "reactions": [{"from": "self", "emoji": "👍"}, {"from": "other", "emoji": "🎉"}]},
                {"from": "other", "text": "Where?", "timestamp": {{at + 10}}, "poll": {"multiple": true, "ended": true, "options": [
                    {"text": "Here", "votes": [{"from": "self", "count": 3}]}, {"text": "There", "votes": [{"from": "self", "count": 3}, {"from": "other", "count": 1}]} ]} }
            ]
            """);
        await shared.Signal.AskAsync("/archive", new JsonObject { ["person"] = alice.Id, ["historyKey"] = key, ["with"] = bob.Id, ["messages"] = messages });

        var piece = await told.History.FirstAsync(_ => true);
        var responses = piece.Messages.SelectMany(message => message.Responses).ToList();
        var (nice, where) = (RemoteIds.Message(bob.Id, at), RemoteIds.Message(bob.Id, at + 10));
        var poll = Assert.IsType<PollContent>(piece.Messages.Single(message => message.Id == where).Parts[0].Content);
        Assert.Equal(("Where?", 2), (poll.Question.Text, poll.MaximumSelections));
        Assert.Equal(
            [(nice, alice.Id, "👍"), (nice, bob.Id, "🎉")],
            responses.OfType<RemoteReactions>().Select(reactions => (reactions.Target, reactions.Sender.Value, Assert.Single(reactions.Reactions).Key)));
        Assert.Equal(
            [(where, alice.Id, "0,1"), (where, bob.Id, "1")],
            responses.OfType<RemoteVote>().Select(vote => (vote.Poll, vote.Sender.Value, string.Join(',', vote.Options))));
        Assert.Equal((where, true), responses.OfType<RemotePollResult>().Select(result => (result.Poll, result.HasEnded)).Single());

        var chat = new ChatKey(new RemoteChatId(bob.Id), account.Id);
        await account.ReactAsync(new OutgoingReactions(SignalBed.NewDelivery(), chat, nice, []), TestContext.Current.CancellationToken);
        await account.VoteAsync(new OutgoingVote(SignalBed.NewDelivery(), chat, where, ["0"]), TestContext.Current.CancellationToken);
        await bob.HearMessageAsync("the end of the reaction", message => message.Part("reaction", "remove")?.GetBoolean() == true && message.Text("reaction", "emoji") == "👍");
        // Signal's apps count only a vote with a higher number than the one before.
        await bob.HearMessageAsync("the new vote", message => message.Number("pollVote", "voteCount") == 4);
    }

    [Fact]
    public async Task Calls_timers_names_and_what_is_no_text_stand_in_the_history_too_and_versions_of_a_message_are_one()
    {
        await using var bed = await SignalBed.EmptyAsync(shared.Signal);
        var bob = await shared.Signal.PersonAsync("Bob");
        var at = TimeProvider.System.GetUtcNow().AddDays(-3).ToUnixTimeMilliseconds();
        var items = JsonNode.Parse($$$"""
            [
                {"from": "other", "timestamp": {{{at + 1}}}, "directionless": true, "item": {"15": {"7": {"1": 77, "2": 2, "3": 1, "4": 3, "5": {{{at + 1}}} } } } },
                {"from": "self", "timestamp": {{{at + 2}}}, "directionless": true, "item": {"15": {"7": {"1": 78, "2": 1, "3": 2, "4": 1, "5": {{{at + 2}}} } } } },
                {"from": "other", "timestamp": {{{at + 3}}}, "directionless": true, "item": {"15": {"3": {"1": 3600000} } } },
                {"from": "other", "timestamp": {{{at + 4}}}, "directionless": true, "item": {"15": {"4": {"1": "Bob", "2": "Robert"} } } },
                {"from": "other", "timestamp": {{{at + 5}}}, "directionless": true, "item": {"15": {"1": {"1": 2} } } },
                {"from": "other", "timestamp": {{{at + 6}}}, "item": {"18": {} } },
                {"from": "other", "timestamp": {{{at + 7}}}, "item": {"16": {} } },
                {"from": "other", "timestamp": {{{at + 9}}}, "item": {"6": {"1": 3, "2": 2, "3": {{{at + 8}}}, "8": {"1": {{{at + 8}}} }, "11": {"2": {"1": "the furst"} } }, "11": {"2": {"1": "the first"} } } },
                {"from": "self", "timestamp": {{{at + 10}}}, "item": {"11": {"1": {"1": {{{at + 9}}}, "2": 2, "3": {"1": "the first"}, "5": 1}, "2": {"1": "see https://example.org/"}, "4": {"1": "https://example.org/", "2": "An example"} } } },
                {"from": "other", "timestamp": {{{at + 11}}}, "item": {"19": {"1": {"1": {"1": "to your story"} } } } }
            ]
            """)!.AsArray();
        var (told, account) = await PushAsync(bed, bob.Id, items, bob);

        var all = told.History.All.SelectMany(piece => piece.Messages).ToDictionary(message => message.Timestamp.ToUnixTimeMilliseconds() - at);
        var missed = Assert.IsType<CallContent>(all[1].Parts[0].Content);
        Assert.Equal((RemoteIds.Call(bob.Id, "77"), CallState.Missed, true), (all[1].Id, missed.State, missed.IsVideo));
        Assert.Equal((true, "📞 Outgoing call"), (all[2].FromSelf, RecordingHost.TextOf(all[2].Parts)));
        Assert.Equal(
            ["Bob set that messages disappear an hour after they were read.", "Bob is called Robert now.", "The safety number with Bob has changed."],
            new[] { 3, 4, 5 }.Select(number => RecordingHost.TextOf(all[number].Parts)));
        Assert.All([6, 7], number => Assert.IsType<UnsupportedContent>(all[number].Parts[0].Content));
        Assert.Equal((RemoteIds.Message(bob.Id, at + 8), "the first"), (all[8].Id, RecordingHost.TextOf(all[8].Parts)));
        Assert.Equal(all[8].Id, all[10].ReplyTo?.Message);
        Assert.Equal("An example", Assert.Single(Assert.IsType<TextContent>(all[10].Parts[0].Content).Previews!).Title);
        Assert.Equal("to your story", RecordingHost.TextOf(all[11].Parts));

        // Whatever version is meant from here on, it is this message.
        await bob.SayAsync(account.Self.Value, new JsonObject { ["text"] = "the very first" }, new JsonObject { ["edit"] = at + 9 });
        Assert.Equal(all[8].Id, (await told.Events.FirstAsync<RemoteEdit>()).Target);
    }

    [Fact]
    public async Task What_happened_in_a_group_stands_in_its_history()
    {
        await using var bed = await SignalBed.EmptyAsync(shared.Signal);
        var (bob, carol) = (await shared.Signal.PersonAsync("Bob"), await shared.Signal.PersonAsync("Carol"));
        var group = await shared.Signal.GroupAsync(bob, "Picnic", bob, carol);
        var at = TimeProvider.System.GetUtcNow().AddDays(-3).ToUnixTimeMilliseconds();
        var items = JsonNode.Parse($$$"""
            [
                {"from": "other", "timestamp": {{{at + 1}}}, "directionless": true, "item": {"15": {"2": {"1": [{"2": {"1": "aci:{{{bob.Id}}}"} }, {"3": {"1": "aci:{{{bob.Id}}}", "2": "Picnic"} }]} } } },
                {"from": "other", "timestamp": {{{at + 2}}}, "directionless": true, "item": {"15": {"2": {"1": {"18": {"1": "aci:{{{bob.Id}}}", "2": "aci:{{{carol.Id}}}"} } } } } },
                {"from": "other", "timestamp": {{{at + 3}}}, "directionless": true, "item": {"15": {"8": {"1": 99, "2": 6, "4": 2, "5": {{{at + 3}}}, "6": {{{at + 60_003}}} } } } },
                {"from": "other", "timestamp": {{{at + 4}}}, "directionless": true, "item": {"15": {"2": {"1": {"10": {"1": "aci:{{{carol.Id}}}"} } } } } },
                {"from": "other", "timestamp": {{{at + 5}}}, "text": "who brings the salad?"}
            ]
            """)!.AsArray();

        var (told, _) = await PushAsync(bed, group, items, bob, carol);

        var all = told.History.All.SelectMany(piece => piece.Messages).OrderBy(message => message.Timestamp).ToList();
        Assert.All(all, message => Assert.Equal(new ChatKey(new RemoteChatId(group)), message.Chat));
        Assert.Equal([bob.Id, bob.Id, bob.Id, carol.Id, bob.Id], all.Select(message => message.Sender.Value));
        Assert.Equal("Bob created the group.\nBob named the group “Picnic”.", RecordingHost.TextOf(all[0].Parts));
        Assert.Equal("Bob added Carol.", RecordingHost.TextOf(all[1].Parts));
        var call = Assert.IsType<CallContent>(all[2].Parts[0].Content);
        Assert.Equal((CallState.Missed, true, TimeSpan.FromMinutes(1)), (call.State, call.IsGroup, call.Duration));
        Assert.Equal("Carol left the group.", RecordingHost.TextOf(all[3].Parts));
        Assert.Equal("who brings the salad?", RecordingHost.TextOf(all[4].Parts));
    }

    [Fact]
    public async Task A_phone_that_sends_no_history_after_all_is_not_waited_for()
    {
        await using var bed = await SignalBed.EmptyAsync(shared.Signal);
        var alice = await shared.Signal.PersonAsync("Alice");
        var key = (await shared.Signal.AskAsync("/archive", new JsonObject { ["key"] = true })).GetProperty("historyKey").GetString()!;
        var (_, told, _) = await bed.LinkAsync(alice, key);

        await shared.Signal.AskAsync("/archive", new JsonObject { ["none"] = true, ["person"] = alice.Id });

        await SignalBed.UntilAsync(
            "the end of the wait for the history",
            () => Task.FromResult(Encoding.UTF8.GetString(told.Secret is { } secret ? secret.Span : []).Contains("\"HasHistory\":false", StringComparison.Ordinal)));
        Assert.Empty(told.History.All);
    }

    /// <summary>Links somebody with these friends, whose phone sends this history of a chat.</summary>
    private async Task<(RecordingHost Told, SignalAccount Account)> PushAsync(SignalBed bed, string chat, JsonArray messages, params SignalPerson[] friends)
    {
        var alice = await shared.Signal.PersonAsync("Alice", friends);
        var key = (await shared.Signal.AskAsync("/archive", new JsonObject { ["key"] = true })).GetProperty("historyKey").GetString()!;
        var (account, told, _) = await bed.LinkAsync(alice, key);
        foreach (var friend in friends)
        {
            // Whoever is named is called so from when their profile was read.
            await told.Users.FirstAsync(user => user.Id.Value == friend.Id && user.Name == friend.Name);
        }

        await shared.Signal.AskAsync("/archive", new JsonObject { ["person"] = alice.Id, ["historyKey"] = key, ["with"] = chat, ["author"] = friends[0].Id, ["messages"] = messages });
        await told.History.UntilAsync(history => history.Any(piece => piece.IsLast), "the whole history");
        return (told, account);
    }

    private static int PeakMegabytes(int process) => int.Parse(
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        System.Globalization.CultureInfo.InvariantCulture) / 1024;
}
