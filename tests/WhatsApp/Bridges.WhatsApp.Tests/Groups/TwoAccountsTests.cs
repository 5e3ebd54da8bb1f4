using Bridges.Abstractions;
using Bridges.ModuleKit;
using Bridges.WhatsApp.Login;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Groups;

/// <summary>Two users of the bridge, in one engine.</summary>
public sealed class TwoAccountsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Both tell of the same message under the same name, so that it is shown once.</summary>
    [Fact]
    public async Task A_message_in_a_shared_group_has_one_name_whichever_account_tells_of_it()
    {
        const string Group = "120363000000000021@g.us";
        await using var bed = await WhatsAppBed.StartAsync();
        var (first, firstHost) = await bed.ConnectedAsync();
        await using var login = bed.Network.CreateLogin(LoginFlows.Qr);
        var shown = (LoginStep.Display)await login.StartAsync(Cancellation);
        await bed.Simulation.DoAsync("scan", new { number = bed.Alice.Number, code = shown.QrText });
        var stored = (await WhatsAppBed.NextAsync<LoginStep.Complete>(login)).Account;
        var secondHost = new RecordingHost();
        await using var second = bed.Network.CreateAccount(stored, secondHost);
        await second.StartAsync(Cancellation);
        await secondHost.ConnectedAsync();
        var bob = await bed.Simulation.PersonAsync("Bob");
        await bed.Simulation.DoAsync("group", new { id = Group, subject = "g", owner = bob.Number, members = new[] { bob.Number, bed.Me.Number, bed.Alice.Number } });

        await bed.SayAsync(bob, "by a third", Group);
        await first.SendAsync(new OutgoingMessage(new DeliveryId("by the first"), new ChatKey(new RemoteChatId(Group)), new TextContent(RichText.Plain("by the first"))), Cancellation);

        var third = await firstHost.MessageAsync("by a third");
        var seenBySecond = await secondHost.MessageAsync("by a third");
        Assert.Equal((third.Chat, third.Id, third.Sender), (seenBySecond.Chat, seenBySecond.Id, seenBySecond.Sender));
        var ofFirst = await secondHost.MessageAsync("by the first");
        Assert.Equal((first.Self, false), (ofFirst.Sender, ofFirst.FromSelf));
        Assert.NotEqual(bed.ChatWith(bob), RemoteIds.Chat(bob.Lid, second.Id));
    }
}
