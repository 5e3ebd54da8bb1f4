using System.Security.Cryptography;
using Bridges.Abstractions;
using Bridges.ModuleKit;
using Bridges.WhatsApp.Bed;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.History;

/// <summary>What the phone hands over after linking.</summary>
public sealed class HistoryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chats_come_newest_first_and_messages_in_their_order_with_their_times()
    {
        await using var bed = await WhatsAppBed.StartAsync(async bed =>
        {
            var bob = await bed.Simulation.PersonAsync("Bob");
            await bed.Simulation.DoAsync("history", new
            {
                number = bed.Me.Number,
                conversations = new[] { Conversation(bed.Alice, 1_700_000_000, "a1", "a2", "a3"), Conversation(bob, 1_700_001_000, "b1") },
            });
        });
        var (account, host) = await bed.ConnectedAsync();

        var chats = await account.ListChatsAsync(10, Cancellation);
        var messages = await account.ReadHistoryAsync(bed.Chat, after: null, 10, Cancellation);

        Assert.Equal(2, chats.Count);
        Assert.Equal(bed.Chat, chats[1].Key);
        Assert.Equal(["a1", "a2", "a3"], messages.Select(message => RecordingHost.TextOf(message.Parts)));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_001), messages[0].Timestamp);
        Assert.Equal(["a3"], (await account.ReadHistoryAsync(bed.Chat, messages[1].Id, 10, Cancellation)).Select(message => RecordingHost.TextOf(message.Parts)));
        Assert.DoesNotContain(host.Events.All, told => told is RemoteMessage);
    }

    [Fact]
    public async Task What_others_made_of_a_message_comes_with_it_as_it_is_now()
    {
        await using var bed = await WhatsAppBed.StartAsync(async bed =>
        {
            var key = new { remoteJid = $"{bed.Alice.Lid}@lid", fromMe = false, id = "ASKED" };
            var poll = new
            {
                key, message = new { pollCreationMessageV3 = new { name = "Lunch?", options = new[] { new { optionName = "yes" }, new { optionName = "no" } }, selectableOptionsCount = 1 } },
                messageTimestamp = 1_700_000_000,
                reactions = new[] { new { key = new { key.remoteJid, fromMe = true, id = "R1" }, text = "🎉", senderTimestampMs = 1_700_000_001_000 } },
                pollUpdates = new[]
                {
                    new { pollUpdateMessageKey = new { key.remoteJid, fromMe = false, id = "V1" }, vote = new { selectedOptions = new[] { new { base64 = Convert.ToBase64String(SHA256.HashData("no"u8)) } } } },
                },
            };
            await bed.Simulation.DoAsync("history", new { number = bed.Me.Number, conversations = new[] { new { id = key.remoteJid, conversationTimestamp = 1_700_000_000, messages = new[] { new { message = poll } } } } });
        });
        var (account, host) = await bed.ConnectedAsync();
        var before = Assert.Single(await account.ReadHistoryAsync(bed.Chat, after: null, 10, Cancellation)).Responses;
        await bed.Simulation.DoAsync("react", new { from = bed.Alice.Number, to = bed.Me.Number, target = "ASKED", mine = true, emoji = "🍕" });
        await host.Events.FirstAsync<RemoteReactions>(told => told.Target.Value == "ASKED");

        var after = Assert.Single(await account.ReadHistoryAsync(bed.Chat, after: null, 10, Cancellation)).Responses;

        Assert.Equal([$"🎉 {account.Self.Value}"], before.OfType<RemoteReactions>().Select(Describe));
        Assert.Equal(bed.Alice.Lid, Assert.Single(before.OfType<RemoteVote>(), vote => vote.Options is ["1"]).Sender.Value);
        Assert.Equal([$"🎉 {account.Self.Value}", $"🍕 {bed.Alice.Lid}"], after.OfType<RemoteReactions>().Select(Describe));

        static string Describe(RemoteReactions told) => $"{told.Reactions[0].Key} {told.Sender.Value}";
    }

    /// <summary>Pieces overlap inside one second; the newer one comes first.</summary>
    [Fact]
    public async Task A_message_that_comes_in_two_pieces_is_there_once_and_in_its_place()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, host) = await bed.ConnectedAsync();
        foreach (var texts in new string[][] { ["m2", "m3"], ["m1", "m2"] })
        {
            await bed.Simulation.DoAsync("moreHistory", new
            {
                number = bed.Me.Number, syncType = 3, progress = 50,
                conversations = new[] { Conversation(bed.Alice, 1_700_000_000, texts, sameSecond: true) },
            });
        }

        await SimulatedWhatsApp.UntilAsync(async () => (await account.ReadHistoryAsync(bed.Chat, after: null, 10, Cancellation)).Count == 3 ? true : (bool?)null, "three messages");
        var read = (await account.ReadHistoryAsync(bed.Chat, after: null, 10, Cancellation)).Select(message => RecordingHost.TextOf(message.Parts)).ToList();
        Assert.Equal(["m1", "m2", "m3"], read);
        Assert.DoesNotContain(host.Events.All, told => told is RemoteMessage);
    }

    /// <summary>Much history at once, in bounded memory.</summary>
    [Fact]
    public async Task Ten_thousand_messages_in_two_hundred_chats_are_stored_in_bounded_memory()
    {
        const int Chats = 200;
        const int Each = 50;
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, _) = await bed.ConnectedAsync();
        var people = new List<WhatsAppPerson>();
        for (var index = 0; index < Chats; index++)
        {
            people.Add(new WhatsAppPerson($"4915900{index:00000}", $"8000000{index:00000000}", $"P{index}"));
        }

        foreach (var piece in people.Chunk(50))
        {
            await bed.Simulation.DoAsync("moreHistory", new
            {
                number = bed.Me.Number, syncType = 3, progress = 50,
                conversations = piece.Select(person => Conversation(person, 1_700_000_000 + int.Parse(person.Number[^5..]) * 1000, [.. Enumerable.Range(0, Each).Select(number => $"message {number} of {person.Name}")])).ToArray(),
            });
        }

        await SimulatedWhatsApp.UntilAsync(async () => (await account.ListChatsAsync(500, Cancellation)).Count == Chats ? true : (bool?)null, "all chats");
        var last = RemoteIds.Chat(people[^1].Lid, bed.Account);
        Assert.Equal(last, (await account.ListChatsAsync(1, Cancellation))[0].Key);
        Assert.Equal(Each, (await account.ReadHistoryAsync(last, after: null, 100, Cancellation)).Count);
        await SimulatedWhatsApp.UntilAsync(() => Task.FromResult(bed.Network.EngineStatus.MemoryBytes), "a look at the engine's memory");
        Assert.InRange(bed.Network.EngineStatus.MemoryBytes!.Value, 1, 450L << 20);
        await bed.SayAsync(bed.Alice, "and talk goes on");
        Assert.Contains("and talk goes on", await TextsAsync(bed, account));
    }

    /// <summary>However much there is already; it comes with the host's past, not as news.</summary>
    [Fact]
    public async Task What_was_before_is_had_of_the_phone()
    {
        const int Known = 1001;
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, host) = await bed.ConnectedAsync();
        await bed.Simulation.DoAsync("moreHistory", new
        {
            number = bed.Me.Number, syncType = 3, progress = 100,
            conversations = new[] { Conversation(bed.Alice, 1_700_000_000, [.. Enumerable.Range(0, Known).Select(number => $"known {number}")]) },
        });
        await SimulatedWhatsApp.UntilAsync(async () => (await account.ReadHistoryAsync(bed.Chat, after: null, Known, Cancellation)).Count == Known ? true : (bool?)null, "the history, all of it");
        await bed.Simulation.DoAsync("older", new { number = bed.Me.Number, conversations = new[] { Conversation(bed.Alice, 1_600_000_000, "older 1", "older 2") } });

        await account.RequestHistoryAsync(bed.Chat, before: null, 2, Cancellation);

        var pushed = await host.History.FirstAsync(_ => true);
        Assert.Equal(bed.Chat, pushed.Chat.Key);
        Assert.Equal(["older 1", "older 2"], pushed.Messages.Select(message => RecordingHost.TextOf(message.Parts)));
        Assert.DoesNotContain(host.Events.All, told => told is RemoteMessage);
    }

    /// <summary>They stay where the phone has them, and the others have their own times.</summary>
    [Fact]
    public async Task Messages_with_impossible_times_stay_between_their_neighbours()
    {
        const long Begin = 1_700_000_000;
        long[] times = [0, Begin, 0, Begin + 1, 5, (Begin + 2) * 1000, Begin + 3, 9_999_999_999, Begin + 4, 0, long.MaxValue];
        var texts = times.Select((_, index) => $"{index:00}").ToList();
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, _) = await bed.ConnectedAsync();
        var bob = await bed.Simulation.PersonAsync("Bob");

        await bed.Simulation.DoAsync("moreHistory", new
        {
            number = bed.Me.Number, syncType = 3, progress = 50,
            conversations = new[]
            {
                new
                {
                    id = $"{bed.Alice.Lid}@lid", conversationTimestamp = long.MaxValue,
                    messages = texts.Select((text, index) => Message(bed.Alice, text, times[index])).Reverse().ToArray(),
                },
                Conversation(bob, Begin, "b1"),
            },
        });

        var read = await SimulatedWhatsApp.UntilAsync(async () => await account.ReadHistoryAsync(bed.Chat, after: null, 20, Cancellation) is { Count: > 0 } all ? new Read(all) : (Read?)null, "the history");
        Assert.Equal(texts, read.Messages.Select(message => RecordingHost.TextOf(message.Parts)));
        Assert.Equal(
            [0, 0, 1, 1, 2, 2, 3, 4, 4, 4, 4], read.Messages.Select(message => message.Timestamp.ToUnixTimeSeconds() - Begin));
        Assert.Equal("b1", RecordingHost.TextOf(Assert.Single(await account.ReadHistoryAsync(bed.ChatWith(bob), after: null, 20, Cancellation)).Parts));
    }

    /// <summary>The sync resumes where it was.</summary>
    [Fact]
    public async Task A_history_in_the_midst_of_which_the_engine_dies_is_there_in_the_end()
    {
        const int Pieces = 12;
        const int Each = 60;
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, host) = await bed.ConnectedAsync();
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1).ToUnixTimeSeconds();
        var people = Enumerable.Range(0, Pieces).Select(index => new WhatsAppPerson($"4915800{index:00000}", $"7000000{index:00000000}", $"P{index}")).ToList();

        for (var piece = 0; piece < Pieces; piece++)
        {
            await bed.Simulation.DoAsync("moreHistory", new
            {
                number = bed.Me.Number, syncType = 3, progress = 50,
                conversations = new[] { Conversation(people[piece], yesterday, [.. Enumerable.Range(0, Each).Select(number => $"{number}")]) },
            });
            if (piece % 4 == 2)
            {
                bed.KillEngine();
                await bed.SayAsync(bed.Alice, $"after {piece}");
                await host.MessageAsync($"after {piece}");
            }
        }

        foreach (var person in people)
        {
            var chat = RemoteIds.Chat(person.Lid, bed.Account);
            await SimulatedWhatsApp.UntilAsync(async () => (await account.ReadHistoryAsync(chat, after: null, 100, Cancellation)).Count == Each ? true : (bool?)null, $"the history with {person.Name}");
        }
    }

    /// <summary>What follows it is no reason to forget it.</summary>
    [Fact]
    public async Task A_piece_that_could_not_be_fetched_is_there_after_the_next_start_whatever_came_after_it()
    {
        // Larger than what is sent along: it lies on the media server.
        const int Large = 100;
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, _) = await bed.ConnectedAsync();
        var bob = await bed.Simulation.PersonAsync("Bob");
        await bed.Simulation.DoAsync("loseFiles", new { code = 503 });
        await PieceAsync(bed, order: 1, Conversation(bob, 1_700_000_000, [.. Enumerable.Range(0, Large).Select(_ => Convert.ToHexString(RandomNumberGenerator.GetBytes(1000)))]));
        await PieceAsync(bed, order: 2, Conversation(bed.Alice, 1_700_000_000, "small"));
        await SimulatedWhatsApp.UntilAsync(async () => (await account.ReadHistoryAsync(bed.Chat, after: null, 10, Cancellation)).Count == 1 ? true : (bool?)null, "the second piece");
        Assert.Empty(await account.ReadHistoryAsync(bed.ChatWith(bob), after: null, 200, Cancellation));

        await bed.Simulation.DoAsync("loseFiles");
        await bed.CloseAsync();
        var (again, _) = await bed.ConnectedAsync();

        await SimulatedWhatsApp.UntilAsync(async () => (await again.ReadHistoryAsync(bed.ChatWith(bob), after: null, 200, Cancellation)).Count == Large ? true : (bool?)null, "the first piece");
    }

    /// <summary>It is tried again every day.</summary>
    [Fact]
    public async Task A_piece_whose_connection_breaks_costs_no_engine_and_is_there_later()
    {
        await using var bed = await WhatsAppBed.StartAsync(bed =>
        {
            bed.Daily = TimeSpan.FromSeconds(1);
            return Task.CompletedTask;
        });
        var (account, _) = await bed.ConnectedAsync();
        var engine = bed.Network.EngineStatus.ProcessId;
        var bob = await bed.Simulation.PersonAsync("Bob");
        await bed.Simulation.DoAsync("breakFiles", new { breaking = true });
        await PieceAsync(bed, order: 1, Conversation(bob, 1_700_000_000, [.. Enumerable.Range(0, 100).Select(_ => Convert.ToHexString(RandomNumberGenerator.GetBytes(1000)))]));
        await PieceAsync(bed, order: 2, Conversation(bed.Alice, 1_700_000_000, "small"));
        await SimulatedWhatsApp.UntilAsync(async () => (await account.ReadHistoryAsync(bed.Chat, after: null, 10, Cancellation)).Count == 1 ? true : (bool?)null, "the second piece");

        await bed.Simulation.DoAsync("breakFiles");

        await SimulatedWhatsApp.UntilAsync(async () => (await account.ReadHistoryAsync(bed.ChatWith(bob), after: null, 200, Cancellation)).Count == 100 ? true : (bool?)null, "the first piece");
        Assert.Equal(engine, bed.Network.EngineStatus.ProcessId);
    }

    private static Task PieceAsync(WhatsAppBed bed, int order, object conversation) => bed.Simulation.DoAsync(
        "moreHistory", new { number = bed.Me.Number, syncType = 3, chunkOrder = order, progress = 50, conversations = new[] { conversation } });

    private readonly record struct Read(IReadOnlyList<RemoteMessage> Messages);

    private static async Task<IReadOnlyList<string?>> TextsAsync(WhatsAppBed bed, IReadsHistory account)
    {
        await SimulatedWhatsApp.UntilAsync(async () => (await account.ReadHistoryAsync(bed.Chat, after: null, 10, Cancellation)).Count > 0 ? true : (bool?)null, "a message");
        return [.. (await account.ReadHistoryAsync(bed.Chat, after: null, 10, Cancellation)).Select(message => RecordingHost.TextOf(message.Parts))];
    }

    private static object Conversation(WhatsAppPerson with, long begin, params string[] texts) => Conversation(with, begin, texts, sameSecond: false);

    /// <summary>The phone gives the newest first.</summary>
    private static object Conversation(WhatsAppPerson with, long begin, string[] texts, bool sameSecond) => new
    {
        id = $"{with.Lid}@lid",
        pnJid = $"{with.Number}@s.whatsapp.net",
        conversationTimestamp = begin + texts.Length,
        messages = texts.Select((text, index) => Message(with, text, sameSecond ? begin : begin + index + 1)).Reverse().ToArray(),
    };

    private static object Message(WhatsAppPerson with, string text, long at) => new
    {
        message = new
        {
            key = new { remoteJid = $"{with.Lid}@lid", fromMe = false, id = $"{with.Lid}-{text}" },
            message = new { conversation = text },
            messageTimestamp = at,
        },
    };
}
