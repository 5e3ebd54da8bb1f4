using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Bed;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Recovery;

/// <summary>The phone is away, or tells things late or in the midst of others.</summary>
public sealed class AwayTests
{
    private const string Group = "120363000000030001@g.us";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>WhatsApp unlinks devices whose phone was away for 14 days; the user hears of it some days before.</summary>
    [Fact]
    public async Task A_phone_that_is_away_for_long_is_missed_before_whatsapp_unlinks_the_device()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (_, host) = await bed.ConnectedAsync();
        Assert.Empty(host.Notifications.All);
        // What the phone handed over at linking must not come again later: it would be a sign of life.
        await NothingIsLostTests.SimulationHasNothingLeftAsync(bed);
        await bed.CloseAsync();
        await bed.Simulation.DoAsync("away", new { number = bed.Me.Number, away = true });

        await bed.RestartAsync(ahead: TimeSpan.FromDays(11));
        var (_, second) = await bed.ConnectedAsync();
        var warning = await second.Notifications.FirstAsync(text => text.Contains("11 days", StringComparison.Ordinal));
        Assert.Contains("14 days", warning, StringComparison.Ordinal);

        await bed.Simulation.DoAsync("unlink", new { number = bed.Me.Number });
        var over = await second.States.FirstAsync(state => state.Condition == AccountCondition.LoggedOut);
        Assert.Contains("Log in again", over.Text, StringComparison.Ordinal);
    }

    /// <summary>Its user may write from here alone, and have it at hand all the time.</summary>
    [Fact]
    public async Task A_phone_that_says_nothing_is_asked_and_missed_only_from_its_last_answer_on()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await bed.ConnectedAsync();
        await NothingIsLostTests.SimulationHasNothingLeftAsync(bed);
        await bed.CloseAsync();

        await bed.RestartAsync(ahead: TimeSpan.FromDays(12));
        await bed.ConnectedAsync();
        await bed.Simulation.HappensAsync(happening => happening.Text("what") == "asked-for-key");
        await NothingIsLostTests.SimulationHasNothingLeftAsync(bed);
        await bed.CloseAsync();

        await IsMissedForAsync(bed, 11, since: 12);
    }

    [Fact]
    public async Task A_receipt_by_the_phone_is_a_sign_of_life()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await bed.ConnectedAsync();
        await NothingIsLostTests.SimulationHasNothingLeftAsync(bed);
        await bed.CloseAsync();

        await bed.RestartAsync(ahead: TimeSpan.FromDays(6));
        var (account, host) = await bed.ConnectedAsync();
        var sent = await account.SendAsync(NothingIsLostTests.Message(bed.Chat, "from here"), Cancellation);
        await bed.Simulation.DoAsync("receipt", new { from = bed.Me.Number, to = bed.Me.Number, recipient = bed.Alice.Number, id = sent.Ids[0].Value, type = "sender" });
        await bed.SayAsync(bed.Alice, "behind it");
        await host.MessageAsync("behind it");
        await bed.CloseAsync();

        await IsMissedForAsync(bed, 11, since: 6);
    }

    private static async Task IsMissedForAsync(WhatsAppBed bed, int days, int since)
    {
        await bed.Simulation.DoAsync("away", new { number = bed.Me.Number, away = true });
        await bed.RestartAsync(ahead: TimeSpan.FromDays(since + days) + TimeSpan.FromHours(1));
        var (_, host) = await bed.ConnectedAsync();
        var warning = await host.Notifications.FirstAsync(text => text.Contains("14 days", StringComparison.Ordinal));
        Assert.Contains($"for {days} days", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_removed_in_the_midst_of_its_history_is_logged_out_once_and_goes_on_when_linked_again()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (_, host) = await bed.ConnectedAsync();
        for (var piece = 0; piece < 5; piece++)
        {
            await bed.Simulation.DoAsync("moreHistory", new
            {
                number = bed.Me.Number, syncType = 3, progress = 20 * piece,
                conversations = new[]
                {
                    new
                    {
                        id = $"{bed.Alice.Lid}@lid", conversationTimestamp = 1_700_000_000,
                        messages = Enumerable.Range(0, 200).Select(number => new
                        {
                            message = new { key = new { remoteJid = $"{bed.Alice.Lid}@lid", fromMe = false, id = $"OLD{piece}-{number}" }, message = new { conversation = "old" }, messageTimestamp = 1_700_000_000 + number },
                        }),
                    },
                },
            });
        }

        await bed.Simulation.DoAsync("unlink", new { number = bed.Me.Number });
        await host.States.FirstAsync(state => state.Condition == AccountCondition.LoggedOut);

        bed.ForgetLogin();
        var (account, second) = await bed.ConnectedAsync();
        await bed.SayAsync(bed.Alice, "here again");
        Assert.Equal(bed.Chat, (await second.MessageAsync("here again")).Chat);
        Assert.Equal(bed.Account, account.Id);
        Assert.Single(host.States.All, state => state.Condition == AccountCondition.LoggedOut);
        Assert.DoesNotContain(second.States.All, state => state.Condition == AccountCondition.LoggedOut);
    }

    /// <summary>What cannot be read for want of a key is read when the key is there.</summary>
    [Fact]
    public async Task Settings_that_come_before_their_key_are_read_once_it_is_there()
    {
        var until = TimeProvider.System.GetUtcNow().AddHours(8).ToUnixTimeMilliseconds();
        await using var bed = await WhatsAppBed.StartAsync(async bed => await bed.Simulation.DoAsync("faults", new { lateKeys = true }));
        var (_, host) = await bed.ConnectedAsync();
        await bed.Simulation.DoAsync("setting", new
        {
            number = bed.Me.Number, collection = "regular_high", index = new[] { "mute", $"{bed.Alice.Lid}@lid" }, action = new { muteAction = new { muted = true, muteEndTimestamp = until } },
        });
        await bed.SayAsync(bed.Alice, "still without the key");
        await host.MessageAsync("still without the key");
        Assert.DoesNotContain(host.Events.All, told => told is RemoteChatSettings { MutedUntil: not null });

        await bed.Simulation.DoAsync("shareKey", new { number = bed.Me.Number });

        Assert.Equal(bed.Chat, (await host.Events.FirstAsync<RemoteChatSettings>(settings => settings.MutedUntil is not null)).Chat);
    }

    /// <summary>Learnt from the history, from the group, or from a change; known after a restart.</summary>
    [Fact]
    public async Task A_timer_is_known_however_it_was_learnt_and_after_a_restart()
    {
        var friend = default(WhatsAppPerson);
        await using var bed = await WhatsAppBed.StartAsync(async bed =>
        {
            friend = await bed.Simulation.PersonAsync("Friend");
            await bed.Simulation.DoAsync("history", new
            {
                number = bed.Me.Number,
                conversations = new[] { new { id = $"{friend.Lid}@lid", conversationTimestamp = 1_700_000_000, ephemeralExpiration = 604800, messages = Array.Empty<object>() } },
            });
            await bed.Simulation.DoAsync("group", new { id = Group, subject = "g", owner = bed.Alice.Number, members = new[] { bed.Alice.Number, bed.Me.Number } });
            await bed.Simulation.DoAsync("groupSet", new { id = Group, timer = 86400 });
        });
        var (account, host) = await bed.ConnectedAsync();
        var group = new ChatKey(new RemoteChatId(Group));
        await account.GetChatAsync(group, Cancellation);
        await bed.SendAsync(bed.Alice, new { protocolMessage = new { type = 3, ephemeralExpiration = 7776000 } });
        await host.Events.FirstAsync<RemoteChatChange>(change => change.Chat == bed.Chat);
        await bed.CloseAsync();
        await bed.RestartAsync();
        var (again, _) = await bed.ConnectedAsync();

        foreach (var (chat, person, seconds) in new[] { (bed.ChatWith(friend!), friend!, 604800), (group, bed.Alice, 86400), (bed.Chat, bed.Alice, 7776000) })
        {
            var sent = await again.SendAsync(NothingIsLostTests.Message(chat, $"for {seconds}"), Cancellation);
            var received = await bed.Simulation.ReceivesAsync(person, received => received.Text("id") == sent.Ids[0].Value);
            Assert.Equal(seconds, received.GetProperty("message").GetProperty("extendedTextMessage").GetProperty("contextInfo").Whole("expiration"));
        }
    }

    /// <summary>The phone is asked once; its answer names the message by an address that the message did not have.</summary>
    [Fact]
    public async Task A_lost_file_comes_from_the_phone_whatever_address_its_answer_has()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, host) = await bed.ConnectedAsync();
        var id = (await bed.Simulation.DoAsync("sendMedia", new
        {
            from = bed.Alice.Number, to = bed.Me.Number, type = "image", part = "imageMessage", bytes = new { base64 = Convert.ToBase64String([7, 8, 9]) }, fields = new { mimetype = "image/jpeg" }, lid = false,
        })).Text("id");
        var message = await host.Events.FirstAsync<RemoteMessage>(told => told.Id.Value == id);
        await bed.Simulation.DoAsync("loseFiles", new { code = 404, untilAsked = true });
        using var place = new SentFile([]);

        await account.FetchMediaAsync(new MediaFetch(message.Chat, message.Id, "", ((ImageContent)message.Parts[0].Content).File.Reference!, place.Path, 1 << 20), new Progress<long>(), Cancellation);

        Assert.Equal([7, 8, 9], await File.ReadAllBytesAsync(place.Path, Cancellation));
    }
}
