using Bridges.Abstractions;
using Bridges.Signal.Simulator;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Live;

/// <summary>Signal lets people have an account without a phone number.</summary>
public sealed class AccountWithoutNumberTests(SharedSignal shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_has_no_number_talks_and_takes_part_in_groups_and_so_after_a_restart()
    {
        await using var bed = await SignalBed.EmptyAsync(shared.Signal);
        var (bob, zoe) = (await shared.Signal.PersonAsync("Bob"), await shared.Signal.PersonWithoutNumberAsync("Zoe"));
        Assert.Equal("", zoe.Number);
        var (account, told, stored) = await bed.LinkAsync(zoe);
        await bob.SayAsync(zoe, "how do I find you?");
        var asked = await told.MessageAsync("how do I find you?");
        await SayAsync(asked.Chat, "by my name");
        await bob.HearTextAsync("by my name");

        var group = new ChatKey(new RemoteChatId(await shared.Signal.GroupAsync(bob, "Picnic", bob, zoe)));
        await bob.SayInGroupAsync(group.Chat.Value, "hello all");
        await told.MessageAsync("hello all");
        await SayAsync(group, "hello Bob");
        await bob.HearTextAsync("hello Bob");
        await account.SetNameAsync(group, "Picnic at four", Cancellation);
        Assert.Equal("Picnic at four", (await shared.Signal.GroupStateAsync(group.Chat.Value)).Text("title"));
        var own = await account.CreateGroupAsync("Ours", [new RemoteUserId(bob.Id)], Cancellation);
        await SayAsync(own, "a group of mine");
        await bob.HearTextAsync("a group of mine");

        await account.DisposeAsync();
        (account, told) = await bed.OpenAsync(stored with { Secret = told.Secret ?? stored.Secret });
        Assert.Contains((await account.GetChatAsync(group, Cancellation)).Members, member => member.User.Value == zoe.Id);
        await SayAsync(group, "still here");
        await bob.HearTextAsync("still here");

        Task SayAsync(ChatKey chat, string text) => account.SendAsync(new OutgoingMessage(SignalBed.NewDelivery(), chat, SignalBed.Text(text)), Cancellation);
    }
}
