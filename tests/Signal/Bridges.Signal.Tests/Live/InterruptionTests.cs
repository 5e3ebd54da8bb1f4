using System.Text;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Live;

/// <summary>What is begun and broken off goes on by itself. Each test has a service of its own.</summary>
public sealed class InterruptionTests : OwnServiceTest
{
    private const int Broken = 500;

    [Fact]
    public async Task A_member_whom_a_message_did_not_reach_gets_it_with_the_next_try_and_the_others_get_it_once()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        var group = await PicnicAsync(bed);
        await Signal.FailAsync("PUT", $"/v1/messages/{bed.Bob.Id}", Broken, times: 100);
        var message = new OutgoingMessage(SignalBed.NewDelivery(), group, SignalBed.Text("to both"));

        var broken = await Assert.ThrowsAsync<BridgeException>(() => bed.Account.SendAsync(message, Cancellation));
        await bed.Carol.HearTextAsync("to both");
        await Signal.StopFailingAsync();
        var sent = await bed.Account.SendAsync(message, Cancellation);

        Assert.Equal((FailureKind.Transient, Certainty.Uncertain), (broken.Kind, broken.Certainty));
        Assert.Null(sent.Remark);
        await bed.Bob.HearTextAsync("to both");
        await bed.Account.SendAsync(new OutgoingMessage(SignalBed.NewDelivery(), group, SignalBed.Text("and after it")), Cancellation);
        await bed.Carol.HearTextAsync("and after it");
        Assert.Single(await bed.Carol.TextsAsync(), "to both");
    }

    [Fact]
    public async Task A_member_who_cannot_be_reached_over_and_over_is_named_and_waited_for_no_longer()
    {
        const int Tries = 5;
        await using var bed = await SignalBed.StartAsync(Signal);
        var group = await PicnicAsync(bed);
        await Signal.FailAsync("PUT", $"/v1/messages/{bed.Bob.Id}", Broken, times: 100);
        var message = new OutgoingMessage(SignalBed.NewDelivery(), group, SignalBed.Text("to both"));

        for (var attempt = 1; attempt < Tries; attempt++)
        {
            await Assert.ThrowsAsync<BridgeException>(() => bed.Account.SendAsync(message, Cancellation));
        }

        Assert.Contains("not Bob", (await bed.Account.SendAsync(message, Cancellation)).Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_new_login_asks_its_phone_for_is_asked_again_where_the_connection_broke()
    {
        await using var bed = await SignalBed.EmptyAsync(Signal);
        var alice = await Signal.PersonAsync("Alice");
        await Signal.FailAsync("PUT", $"/v1/messages/{alice.Id}", Broken);

        var (_, told, _) = await bed.LinkAsync(alice);

        await SignalBed.UntilAsync(
            "the end of the first questions", () => Task.FromResult(Encoding.UTF8.GetString(told.Secret is { } secret ? secret.Span : []).Contains("\"IsNew\":false", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_name_that_could_not_be_read_is_read_over_the_next_connection()
    {
        await using var bed = await SignalBed.EmptyAsync(Signal);
        var bob = await Signal.PersonAsync("Bob");
        var alice = await Signal.PersonAsync("Alice", bob);
        await Signal.FailAsync("GET", $"/v1/profile/{bob.Id}/", Broken, times: 100);
        var (_, told, _) = await bed.LinkAsync(alice);
        await told.Users.FirstAsync(user => user.Id.Value == bob.Id);
        await SignalBed.UntilAsync("a profile that was asked for", async () => await Signal.CountRequestsAsync("GET", $"/v1/profile/{bob.Id}/") > 0);
        await Signal.StopFailingAsync();

        await Signal.AskAsync("/drop", new JsonObject { ["person"] = alice.Id });

        await told.Users.FirstAsync(user => user.Id.Value == bob.Id && user.Name == "Bob");
    }

    private async Task<ChatKey> PicnicAsync(SignalBed bed)
    {
        var group = await Signal.GroupAsync(bed.Alice, "Picnic", bed.Alice, bed.Bob, bed.Carol);
        await bed.Carol.SayInGroupAsync(group, "hello");
        await bed.Told.MessageAsync("hello");
        return new ChatKey(new RemoteChatId(group));
    }
}
