using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
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
    public async Task Reactions_and_votes_of_the_history_come_behind_its_messages_and_those_of_the_user_can_be_taken_back()
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

        await told.Events.FirstAsync<RemotePollResult>();
        var (nice, where) = (RemoteIds.Message(bob.Id, at), RemoteIds.Message(bob.Id, at + 10));
        var poll = Assert.IsType<PollContent>(told.History.All.SelectMany(piece => piece.Messages).Single(message => message.Id == where).Parts[0].Content);
        Assert.Equal(("Where?", 2), (poll.Question.Text, poll.MaximumSelections));
        Assert.Equal(
            [(nice, alice.Id, "👍"), (nice, bob.Id, "🎉")],
            told.Events.All.OfType<RemoteReactions>().Select(reactions => (reactions.Target, reactions.Sender.Value, Assert.Single(reactions.Reactions).Key)));
        Assert.Equal(
            [(where, alice.Id, "0,1"), (where, bob.Id, "1")],
            told.Events.All.OfType<RemoteVote>().Select(vote => (vote.Poll, vote.Sender.Value, string.Join(',', vote.Options))));
        Assert.Equal((where, true), told.Events.All.OfType<RemotePollResult>().Select(result => (result.Poll, result.HasEnded)).Single());

        var chat = new ChatKey(new RemoteChatId(bob.Id), account.Id);
        await account.ReactAsync(new OutgoingReactions(SignalBed.NewDelivery(), chat, nice, []), TestContext.Current.CancellationToken);
        await account.VoteAsync(new OutgoingVote(SignalBed.NewDelivery(), chat, where, ["0"]), TestContext.Current.CancellationToken);
        await bob.HearMessageAsync("the end of the reaction", message => message.Part("reaction", "remove")?.GetBoolean() == true && message.Text("reaction", "emoji") == "👍");
        // Signal's apps count only a vote with a higher number than the one before.
        await bob.HearMessageAsync("the new vote", message => message.Number("pollVote", "voteCount") == 4);
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

    private static int PeakMegabytes(int process) => int.Parse(
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        System.Globalization.CultureInfo.InvariantCulture) / 1024;
}
