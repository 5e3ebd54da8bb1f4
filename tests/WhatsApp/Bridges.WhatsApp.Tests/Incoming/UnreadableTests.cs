using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Incoming;

public sealed class UnreadableTests
{
    [Fact]
    public async Task A_message_that_cannot_be_read_is_a_placeholder_until_its_author_repeats_it()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (_, host) = await bed.ConnectedAsync();
        await bed.SayAsync(bed.Alice, "readable");
        await host.MessageAsync("readable");
        await bed.Simulation.DoAsync("faults", new { noRepeats = true });

        var id = (await bed.Simulation.DoAsync("sendUnreadable", new { from = bed.Alice.Number, to = bed.Me.Number, message = new { conversation = "at last" } })).Text("id");
        var placeholder = await host.Events.FirstAsync<RemoteMessage>(message => message.Id.Value == id);
        Assert.IsType<UnsupportedContent>(placeholder.Parts[0].Content);

        await bed.Simulation.DoAsync("repeat", new { reader = bed.Me.Number, id });

        var repaired = await host.Events.FirstAsync<RemoteEdit>(edit => edit.Target == placeholder.Id);
        Assert.Equal("at last", Assert.IsType<TextContent>(repaired.Parts[0].Content).Text.Text);
        Assert.Equal(placeholder.Sender, repaired.Sender);
    }

    /// <summary>The phone repeats its copy for the device that asks.</summary>
    [Fact]
    public async Task What_was_written_on_the_phone_and_cannot_be_read_is_repeated_by_the_phone()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (_, host) = await bed.ConnectedAsync();

        var id = (await bed.Simulation.DoAsync("sendUnreadable", new { from = bed.Me.Number, to = bed.Alice.Number, message = new { conversation = "from the phone" }, fromPhone = true })).Text("id");

        var placeholder = await host.Events.FirstAsync<RemoteMessage>(message => message.Id.Value == id);
        Assert.Equal((bed.Chat, true), (placeholder.Chat, placeholder.FromSelf));
        var repaired = await host.Events.FirstAsync<RemoteEdit>(edit => edit.Target == placeholder.Id);
        Assert.Equal("from the phone", Assert.IsType<TextContent>(repaired.Parts[0].Content).Text.Text);
    }

    /// <summary>Nobody knows what it will be; a reaction is no message.</summary>
    [Fact]
    public async Task A_placeholder_goes_when_what_it_stood_for_turns_out_to_be_a_reaction()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (_, host) = await bed.ConnectedAsync();
        await bed.SayAsync(bed.Alice, "readable");
        var target = (await host.MessageAsync("readable")).Id;
        await bed.Simulation.DoAsync("faults", new { noRepeats = true });
        var reaction = new { reactionMessage = new { key = new { remoteJid = $"{bed.Me.Lid}@lid", fromMe = true, id = target.Value }, text = "👍", senderTimestampMs = 1 } };

        var id = (await bed.Simulation.DoAsync("sendUnreadable", new { from = bed.Alice.Number, to = bed.Me.Number, message = reaction })).Text("id");
        var placeholder = await host.Events.FirstAsync<RemoteMessage>(message => message.Id.Value == id);
        await bed.Simulation.DoAsync("repeat", new { reader = bed.Me.Number, id });

        var told = await host.Events.FirstAsync<RemoteReactions>(_ => true);
        Assert.Equal(target, told.Target);
        Assert.Equal(placeholder.Id, Assert.Single(host.Events.All.OfType<RemoteDeletion>()).Target);
        Assert.Empty(host.Events.All.OfType<RemoteEdit>());
    }
}
