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

    /// <summary>Pieces overlap inside one second.</summary>
    [Fact]
    public async Task A_message_that_comes_in_two_pieces_is_there_once()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, host) = await bed.ConnectedAsync();
        foreach (var texts in new string[][] { ["m1", "m2"], ["m2", "m3"] })
        {
            await bed.Simulation.DoAsync("moreHistory", new
            {
                number = bed.Me.Number, syncType = 3, progress = 50,
                conversations = new[] { Conversation(bed.Alice, 1_700_000_000, texts, sameSecond: true) },
            });
        }

        await SimulatedWhatsApp.UntilAsync(async () => (await account.ReadHistoryAsync(bed.Chat, after: null, 10, Cancellation)).Count == 3 ? true : (bool?)null, "three messages");
        var read = (await account.ReadHistoryAsync(bed.Chat, after: null, 10, Cancellation)).Select(message => RecordingHost.TextOf(message.Parts)).ToList();
        Assert.Equal(["m1", "m2", "m3"], read.Order(StringComparer.Ordinal));
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
        messages = texts.Select((text, index) => new
        {
            message = new
            {
                key = new { remoteJid = $"{with.Lid}@lid", fromMe = false, id = $"{with.Lid}-{text}" },
                message = new { conversation = text },
                messageTimestamp = sameSecond ? begin : begin + index + 1,
            },
        }).Reverse().ToArray(),
    };
}
