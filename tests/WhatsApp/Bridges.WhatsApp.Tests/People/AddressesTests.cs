using Bridges.Abstractions;
using Bridges.ModuleKit;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.People;

/// <summary>One person under two addresses: a number, and WhatsApp's opaque LID.</summary>
public sealed class AddressesTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    [Fact]
    public async Task A_chat_that_changes_from_number_to_opaque_id_and_back_is_one_chat_with_one_person()
    {
        var dora = await Bed.Simulation.PersonAsync("Dora");
        foreach (var (text, byLid) in new[] { ("number first", false), ("then the LID", true), ("and back", false) })
        {
            await Bed.Simulation.DoAsync("send", new { from = dora.Number, to = Bed.Me.Number, message = new { conversation = text }, lid = byLid });
        }

        await linked.Host.MessageAsync("and back");
        var told = linked.Host.Events.All.OfType<RemoteMessage>().Where(message => RecordingHost.TextOf(message.Parts) is "number first" or "then the LID" or "and back").ToList();
        Assert.Equal(3, told.Count);
        Assert.Single(told.Select(message => (message.Chat, message.Sender)).Distinct());
        Assert.Equal(told[0].Chat.Chat.Value, told[0].Sender.Value);
        await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("to Dora"), told[0].Chat, new TextContent(RichText.Plain("to you"))), Cancellation);
        await Bed.Simulation.ReceivesAsync(dora, _ => true);
    }

    /// <summary>What is looked up of one takes longer than of the other; they come in a burst, behind some that waited for us.</summary>
    [Fact]
    public async Task Messages_keep_their_order_whatever_address_they_come_by()
    {
        var fay = await Bed.Simulation.PersonAsync("Fay");
        var said = Enumerable.Range(0, 30).Select(number => $"from Fay {number}").ToList();
        foreach (var (text, number) in said.Select((text, number) => (text, number)))
        {
            if (number == said.Count / 2)
            {
                await Bed.Simulation.DoAsync("cut", new { number = Bed.Me.Number });
            }

            await Bed.Simulation.DoAsync("send", new { from = fay.Number, to = Bed.Me.Number, message = new { conversation = text }, lid = number % 2 == 1 });
        }

        await linked.Host.MessageAsync(said[^1]);
        // The others need a connection that stands again.
        await Recovery.NothingIsLostTests.SendUntilTakenAsync(linked.Account, Bed.ChatWith(fay), "heard");

        Assert.Equal(said, linked.Host.Events.All.OfType<RemoteMessage>().Select(message => RecordingHost.TextOf(message.Parts)).Where(text => text?.StartsWith("from Fay", StringComparison.Ordinal) == true));
    }

    /// <summary>What was known under the number goes on under the other id: chat, messages, name.</summary>
    [Fact]
    public async Task Somebody_who_was_taken_for_two_people_becomes_one()
    {
        var emil = await Bed.Simulation.PersonAsync("Emil");
        await MentionAsync($"{emil.Number}@s.whatsapp.net");
        await MentionAsync($"{emil.Lid}@lid");

        await Bed.SayAsync(emil, "it is all me");

        var message = await linked.Host.MessageAsync("it is all me");
        Assert.Equal((Bed.ChatWith(emil), emil.Lid), (message.Chat, message.Sender.Value));
        var move = await linked.Host.Events.FirstAsync<RemoteChatMove>(moved => moved.NewKey == message.Chat);
        Assert.Equal($"+{emil.Number}", move.Chat.Chat.Value);
        var (from, to) = await linked.Host.Moves.FirstAsync(moved => moved.To.Value == emil.Lid);
        Assert.Equal($"+{emil.Number}", from.Value);
        Assert.Equal("Emil", (await linked.Account.GetUserAsync(to, Cancellation)).Name);
        Assert.Equal(Bed.ChatWith(emil), await linked.Account.OpenDirectChatAsync((await linked.Account.ResolveAsync($"+{emil.Number}", Cancellation))!.Id, Cancellation));
    }

    private async Task MentionAsync(string jid)
    {
        var text = $"ask @{jid.Split('@')[0]}";
        var id = await Bed.SendAsync(Bed.Alice, new { extendedTextMessage = new { text, contextInfo = new { mentionedJid = new[] { jid } } } });
        await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id == id);
    }
}
