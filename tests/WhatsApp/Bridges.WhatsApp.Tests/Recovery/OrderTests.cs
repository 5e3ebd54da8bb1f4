using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.ModuleKit;
using Bridges.WhatsApp.Bed;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Recovery;

/// <summary>Messages stand where they were said: none overtakes another, and none comes late for want of a key.</summary>
public sealed class OrderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>WhatsApp compresses long ones, which take longer to unpack.</summary>
    [Fact]
    public async Task A_short_message_does_not_overtake_a_long_one()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (_, host) = await bed.ConnectedAsync();
        string[] said = [new('ä', 30_000), "short", new('ö', 30_000), "shorter", "last"];

        await bed.Simulation.DoAsync("hold", new { number = bed.Me.Number });
        foreach (var text in said)
        {
            await bed.SayAsync(bed.Alice, text);
        }

        await bed.Simulation.DoAsync("release", new { number = bed.Me.Number });
        await host.MessageAsync("last");

        Assert.Equal(said, Told(host));
    }

    /// <summary>Both sides speak at once: a message on the old session is still on its way when the first on the new one is answered.</summary>
    [Fact]
    public async Task An_answer_to_a_new_session_is_read_though_a_message_of_the_old_one_comes_before_it()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, host) = await bed.ConnectedAsync();
        await TalkAsync(bed, account, host, "first");

        await bed.Simulation.DoAsync("hold", new { number = bed.Me.Number });
        await bed.SayAsync(bed.Alice, "on the old session");
        await BeginNewSessionAsync(bed);
        await account.SendAsync(NothingIsLostTests.Message(bed.Chat, "on the new session"), Cancellation);
        await bed.SayAsync(bed.Alice, "the answer");
        await bed.Simulation.DoAsync("release", new { number = bed.Me.Number });

        await host.MessageAsync("the answer");
        Assert.Equal(["first", "on the old session", "the answer"], Told(host));
        Assert.Contains("on the new session", await bed.FriendHasReadAsync());
    }

    /// <summary>Its receipt was lost with the connection, so that the server sends it again.</summary>
    [Fact]
    public async Task A_message_that_comes_again_is_neither_told_nor_asked_for_again()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, host) = await bed.ConnectedAsync();
        await TalkAsync(bed, account, host, "first");
        await bed.Simulation.DoAsync("faults", new { lostReceipts = true });
        var once = await bed.SayAsync(bed.Alice, "once");
        await host.MessageAsync("once");
        await ReceiptIsLostAsync(bed, once);

        await ComesAgainAsync(bed);
        await bed.SayAsync(bed.Alice, "after the cut");
        await host.MessageAsync("after the cut");

        Assert.Equal(["first", "once", "after the cut"], Told(host));
        Assert.DoesNotContain(await HappeningsAsync(bed), happening => happening.Kind == "receipt" && happening.Type == "retry");
    }

    /// <summary>What the phone tells its new device alone, keys and history, is no message of a chat.</summary>
    [Fact]
    public async Task What_the_phone_hands_over_at_linking_leaves_nothing_in_a_chat_though_it_comes_again()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await bed.Simulation.DoAsync("faults", new { lostReceipts = true });
        var (_, host) = await bed.ConnectedAsync();
        await bed.Simulation.HappensAsync(happening => happening.Text("what") == "receipt" && happening.Object("attributes")?.Text("type") == "hist_sync");

        await ComesAgainAsync(bed);
        await bed.SayAsync(bed.Alice, "after the cut");
        await host.MessageAsync("after the cut");

        Assert.Equal([bed.Chat], host.Events.All.OfType<RemoteMessage>().Select(message => message.Chat));
    }

    /// <summary>It cannot be read a second time, and is no message that could be seen to be known.</summary>
    [Fact]
    public async Task What_adds_to_a_message_leaves_no_placeholder_when_it_comes_again()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, host) = await bed.ConnectedAsync();
        await TalkAsync(bed, account, host, "first");
        var target = (await host.MessageAsync("first")).Id;
        var key = new { remoteJid = $"{bed.Me.Lid}@lid", fromMe = true, id = target.Value };

        await bed.Simulation.DoAsync("faults", new { lostReceipts = true });
        await bed.SendAsync(bed.Alice, new { reactionMessage = new { key, text = "👍", senderTimestampMs = 1 } });
        await host.Events.FirstAsync<RemoteReactions>(_ => true);
        await bed.SendAsync(bed.Alice, new { protocolMessage = new { key, type = "MESSAGE_EDIT", editedMessage = new { conversation = "changed" }, timestampMs = 5 } });
        await host.Events.FirstAsync<RemoteEdit>(_ => true);
        var revoked = await bed.SendAsync(bed.Alice, new { protocolMessage = new { key, type = "REVOKE" } });
        var deletion = await host.Events.FirstAsync<RemoteDeletion>(_ => true);
        await ReceiptIsLostAsync(bed, revoked);

        await ComesAgainAsync(bed);
        await bed.SayAsync(bed.Alice, "after the cut");
        await host.MessageAsync("after the cut");

        Assert.Equal(target, deletion.Target);
        Assert.Equal(["first", "after the cut"], Told(host));
        Assert.Single(host.Events.All.OfType<RemoteReactions>());
        Assert.Single(host.Events.All.OfType<RemoteEdit>());
        Assert.Single(host.Events.All.OfType<RemoteDeletion>());
        Assert.DoesNotContain(await HappeningsAsync(bed), happening => happening.Kind == "receipt" && happening.Type == "retry");
    }

    private static Task ReceiptIsLostAsync(WhatsAppBed bed, RemoteMessageId id) =>
        bed.Simulation.HappensAsync(happening => happening.Text("what") == "receipt" && happening.Texts("detail").Contains(id.Value));

    /// <summary>The server sends whatever it has no receipt of, once the connection is back.</summary>
    private static async Task ComesAgainAsync(WhatsAppBed bed)
    {
        await bed.Simulation.DoAsync("faults", new { lostReceipts = (bool?)null });
        await bed.Simulation.DoAsync("cut", new { number = bed.Me.Number });
        await NothingIsLostTests.SimulationHasNothingLeftAsync(bed);
    }

    /// <summary>One is encrypted while others are decrypted, which turns the one ratchet from both ends.</summary>
    [Fact]
    public async Task What_is_sent_and_what_comes_in_the_same_moment_do_not_undo_each_other()
    {
        const int Rounds = 6;
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, host) = await bed.ConnectedAsync();
        await TalkAsync(bed, account, host, "first");
        for (var round = 0; round < Rounds; round++)
        {
            // The first message of a connection asks for the contact's devices: with the answer comes what the contact says.
            await bed.Simulation.DoAsync("cut", new { number = bed.Me.Number });
            await bed.SayAsync(bed.Alice, $"{round} again");
            await host.MessageAsync($"{round} again");
            await NothingIsLostTests.SimulationHasNothingLeftAsync(bed);
            await bed.Simulation.DoAsync("hold", new { number = bed.Me.Number, untilQuestion = true });
            for (var number = 0; number <= round; number++)
            {
                await bed.SayAsync(bed.Alice, $"{round} {number}");
            }

            await NothingIsLostTests.SendUntilTakenAsync(account, bed.Chat, $"out {round} at once");
            await host.MessageAsync($"{round} {round}");
            await NothingIsLostTests.SendUntilTakenAsync(account, bed.Chat, $"out {round} later");
        }

        Assert.Equal(2 * Rounds, (await bed.FriendHasReadAsync()).Count(text => text.StartsWith("out", StringComparison.Ordinal)));
        Assert.DoesNotContain(await HappeningsAsync(bed), happening => happening.Kind == "failed");
    }

    /// <summary>What both sides say over many cuts can be read at once: nobody has to ask for anything again.</summary>
    [Fact]
    public async Task What_is_said_over_many_cuts_is_read_at_once_and_in_order()
    {
        const int Rounds = 15;
        const int Each = 4;
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, host) = await bed.ConnectedAsync();
        var said = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            var sending = new List<Task>();
            for (var number = 0; number < Each; number++)
            {
                said.Add($"in {round}-{number}");
                await bed.SayAsync(bed.Alice, said[^1]);
                sending.Add(NothingIsLostTests.SendUntilTakenAsync(account, bed.Chat, $"out {round}-{number}"));
                if (number == round % Each)
                {
                    await bed.Simulation.DoAsync("cut", new { number = bed.Me.Number });
                }
            }

            await host.MessageAsync(said[^1]);
            await Task.WhenAll(sending);
        }

        Assert.DoesNotContain(host.Events.All, told => told is RemoteEdit);
        Assert.All(host.Events.All.OfType<RemoteMessage>(), message => Assert.Equal(bed.Chat, message.Chat));
        Assert.Equal(said, Told(host));
        Assert.Equal(Rounds * Each, (await bed.FriendHasReadAsync()).Count(text => text.StartsWith("out", StringComparison.Ordinal)));
        Assert.DoesNotContain(await HappeningsAsync(bed), happening => happening.Kind == "failed");
    }

    private static async Task TalkAsync(WhatsAppBed bed, IAccount account, RecordingHost host, string text)
    {
        await bed.SayAsync(bed.Alice, text);
        await host.MessageAsync(text);
        await account.SendAsync(NothingIsLostTests.Message(bed.Chat, $"{text} to you, too"), Cancellation);
        await bed.SayAsync(bed.Alice, $"{text} answered");
        await host.MessageAsync($"{text} answered");
    }

    /// <summary>As when the contact's keys are said to be new.</summary>
    private static async Task BeginNewSessionAsync(WhatsAppBed bed)
    {
        var before = (await HappeningsAsync(bed)).Count(happening => happening.Kind == "keys");
        await bed.Simulation.DoAsync("raw", new
        {
            to = bed.Me.Number,
            node = new { tag = "notification", attrs = new { from = $"{bed.Alice.Lid}@lid", type = "encrypt", id = "new-keys", t = "1" }, content = new[] { new { tag = "identity", attrs = new { } } } },
        });
        await SimulatedWhatsApp.UntilAsync(async () => (await HappeningsAsync(bed)).Count(happening => happening.Kind == "keys") > before ? true : (bool?)null, "the question for keys");
    }

    private static async Task<IReadOnlyList<(string? Kind, string? Type)>> HappeningsAsync(WhatsAppBed bed) =>
        [.. (await bed.Simulation.DoAsync("happenings")).EnumerateArray().Select(happening => (happening.Text("what"), happening.Object("attributes")?.Text("type")))];

    /// <summary>As the host takes it: what comes again under an id that it knows is a repeat, whatever stands in it.</summary>
    private static IEnumerable<string?> Told(RecordingHost host) => host.Events.All.OfType<RemoteMessage>().DistinctBy(message => message.Id)
        .Select(message => RecordingHost.TextOf(message.Parts)).Where(text => text?.EndsWith("answered", StringComparison.Ordinal) != true);
}
