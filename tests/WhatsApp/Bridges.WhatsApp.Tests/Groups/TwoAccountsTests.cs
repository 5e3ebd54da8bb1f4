using Bridges.Abstractions;
using Bridges.ModuleKit;
using Bridges.WhatsApp.Accounts;
using Bridges.WhatsApp.Bed;
using Bridges.WhatsApp.Login;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Groups;

/// <summary>Two users of the bridge, in one engine.</summary>
public sealed class TwoAccountsTests
{
    private const string Group = "120363000000000021@g.us";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Both tell of the same message under the same name, so that it is shown once.</summary>
    [Fact]
    public async Task A_message_in_a_shared_group_has_one_name_whichever_account_tells_of_it()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (first, firstHost) = await bed.ConnectedAsync();
        var (second, secondHost) = await AliceLinksAsync(bed);
        await using var ends = second;
        var bob = await SharedGroupAsync(bed);

        await bed.SayAsync(bob, "by a third", Group);
        await first.SendAsync(new OutgoingMessage(new DeliveryId("by the first"), new ChatKey(new RemoteChatId(Group)), new TextContent(RichText.Plain("by the first"))), Cancellation);

        var third = await firstHost.MessageAsync("by a third");
        var seenBySecond = await secondHost.MessageAsync("by a third");
        Assert.Equal((third.Chat, third.Id, third.Sender), (seenBySecond.Chat, seenBySecond.Id, seenBySecond.Sender));
        var ofFirst = await secondHost.MessageAsync("by the first");
        Assert.Equal((first.Self, false), (ofFirst.Sender, ofFirst.FromSelf));
        Assert.NotEqual(bed.ChatWith(bob), RemoteIds.Chat(bob.Lid, second.Id));
    }

    /// <summary>Both phones ring; it is one line in the group.</summary>
    [Fact]
    public async Task A_call_in_a_shared_group_has_one_name_whichever_account_tells_of_it()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (_, firstHost) = await bed.ConnectedAsync();
        var (second, secondHost) = await AliceLinksAsync(bed);
        await using var ends = second;
        var bob = await SharedGroupAsync(bed);

        foreach (var (rung, sign) in new[] { (bed.Me, "offer"), (bed.Alice, "offer"), (bed.Alice, "terminate"), (bed.Me, "terminate") })
        {
            await bed.Simulation.DoAsync("call", new { from = bob.Number, to = rung.Number, id = "SHAREDCALL", sign, group = Group });
        }

        foreach (var host in new[] { firstHost, secondHost })
        {
            var ended = await host.Events.FirstAsync<RemoteEdit>(edit => edit.Target.Value == "call-SHAREDCALL");
            Assert.Equal((new ChatKey(new RemoteChatId(Group)), bob.Lid), (ended.Chat, ended.Sender.Value));
            Assert.All(host.Events.All.OfType<RemoteMessage>().Where(message => message.Parts[0].Content is CallContent), message => Assert.Equal((ended.Chat, ended.Target), (message.Chat, message.Id)));
        }
    }

    /// <summary>Nobody sees what is meant for the other's contacts.</summary>
    [Fact]
    public async Task Status_posts_of_two_accounts_are_in_two_rooms()
    {
        await using var bed = await WhatsAppBed.StartAsync(bed =>
        {
            bed.Options.StatusPosts = true;
            return Task.CompletedTask;
        });
        var (first, firstHost) = await bed.ConnectedAsync();
        var (second, secondHost) = await AliceLinksAsync(bed);
        await using var ends = second;
        var bob = await bed.Simulation.PersonAsync("Bob");

        await bed.Simulation.DoAsync("status", new { from = bob.Number, to = bed.Me.Number, message = new { conversation = "for the first" } });
        await bed.Simulation.DoAsync("status", new { from = bob.Number, to = bed.Alice.Number, message = new { conversation = "for the second" } });

        var (ofFirst, ofSecond) = ((await firstHost.MessageAsync("for the first")).Chat, (await secondHost.MessageAsync("for the second")).Chat);
        Assert.Equal((first.Id, second.Id), (ofFirst.Receiver!.Value, ofSecond.Receiver!.Value));
        Assert.NotEqual(ofFirst, ofSecond);
        foreach (var (account, chat) in new[] { (first, ofFirst), (second, ofSecond) })
        {
            Assert.Equal([account.Self], (await account.GetChatAsync(chat, Cancellation)).Members.Select(member => member.User));
        }
    }

    private static async Task<WhatsAppPerson> SharedGroupAsync(WhatsAppBed bed)
    {
        var bob = await bed.Simulation.PersonAsync("Bob");
        await bed.Simulation.DoAsync("group", new { id = Group, subject = "g", owner = bob.Number, members = new[] { bob.Number, bed.Me.Number, bed.Alice.Number } });
        return bob;
    }

    private static async Task<WhatsAppAccountUnderTest> AliceLinksAsync(WhatsAppBed bed)
    {
        await using var login = bed.Network.CreateLogin(LoginFlows.Qr);
        var shown = (LoginStep.Display)await login.StartAsync(Cancellation);
        await bed.Simulation.DoAsync("scan", new { number = bed.Alice.Number, code = shown.QrText });
        var stored = (await WhatsAppBed.NextAsync<LoginStep.Complete>(login)).Account;
        var host = new RecordingHost();
        var account = (WhatsAppAccount)bed.Network.CreateAccount(stored, host);
        await account.StartAsync(Cancellation);
        await host.ConnectedAsync();
        return new WhatsAppAccountUnderTest(account, host);
    }
}
