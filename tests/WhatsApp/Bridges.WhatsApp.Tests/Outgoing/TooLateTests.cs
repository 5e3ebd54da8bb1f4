using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Tests.Beds;
using Bridges.WhatsApp.Tests.Recovery;

namespace Bridges.WhatsApp.Tests.Outgoing;

/// <summary>WhatsApp's apps pass over without a word what is changed or deleted too late: so the author is told.</summary>
public sealed class TooLateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_taken_for_fifteen_minutes_and_a_deletion_for_sixty_hours()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, _) = await bed.ConnectedAsync();
        var sent = await account.SendAsync(NothingIsLostTests.Message(bed.Chat, "first"), Cancellation);
        var other = await account.SendAsync(NothingIsLostTests.Message(bed.Chat, "stays"), Cancellation);

        account = await LaterAsync(bed, TimeSpan.FromMinutes(14));
        await account.EditAsync(Edit("in time", bed.Chat, sent), Cancellation);
        await bed.Simulation.ReceivesAsync(bed.Alice, received => received.GetProperty("message").Object("protocolMessage")?.Object("editedMessage") is { } edited && InboxTexts.Text(edited) == "in time");

        account = await LaterAsync(bed, TimeSpan.FromMinutes(16));
        var refusal = await Assert.ThrowsAsync<BridgeException>(() => account.EditAsync(Edit("too late", bed.Chat, sent), Cancellation));
        Assert.Equal(FailureKind.Permanent, refusal.Kind);
        Assert.Contains("still see the old text", refusal.Message, StringComparison.Ordinal);
        // What WhatsApp had in time it may get again: its answer was lost, perhaps.
        await account.EditAsync(Edit("in time", bed.Chat, sent), Cancellation);
        await account.DeleteAsync(new OutgoingDeletion(new DeliveryId("deletion"), bed.Chat, sent.Ids), Cancellation);

        account = await LaterAsync(bed, TimeSpan.FromHours(61));
        refusal = await Assert.ThrowsAsync<BridgeException>(() => account.DeleteAsync(new OutgoingDeletion(new DeliveryId("late deletion"), bed.Chat, other.Ids), Cancellation));
        Assert.Contains("still see the message", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["stays"], await bed.FriendHasReadAsync());
    }

    private static OutgoingEdit Edit(string text, ChatKey chat, SentMessage sent) => new(new DeliveryId(text), chat, sent.Ids, new TextContent(RichText.Plain(text)));

    private static async Task<Accounts.WhatsAppAccount> LaterAsync(WhatsAppBed bed, TimeSpan ahead)
    {
        await bed.CloseAsync();
        await bed.RestartAsync(ahead);
        return (await bed.ConnectedAsync()).Account;
    }
}
