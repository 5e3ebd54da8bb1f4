using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Live;

/// <summary>
/// People found by their number. The directory itself is an enclave that libsignal checks by itself; the bed answers in its place, behind the
/// engine's own seam, so what is tested is everything but that connection.
/// </summary>
public sealed class LookupTests(SharedSignal shared) : SignalTest(shared)
{
    [Fact]
    public async Task A_stranger_found_by_number_is_written_to_and_stays_in_the_same_chat_once_known()
    {
        var dora = await Signal.PersonAsync("Dora");

        var found = await Account.ResolveAsync(dora.Number, Cancellation);
        Assert.Equal((dora.Pni, dora.Number), (found!.Id.Value, found.Phone));
        var chat = await Account.OpenDirectChatAsync(found.Id, Cancellation);
        await SendAsync(new TextContent(RichText.Plain("is this your number?")), chat);
        await dora.HearTextAsync("is this your number?");
        await dora.SayAsync(Alice.Id, new JsonObject { ["text"] = "it is" }, new JsonObject { ["withPniSignature"] = true });

        Assert.Equal(chat, (await Told.MessageAsync("it is")).Chat);
        await Told.Moves.FirstAsync(move => move == (new RemoteUserId(dora.Pni!), new RemoteUserId(dora.Id)));
    }

    [Fact]
    public async Task Whoever_shares_a_key_is_found_as_the_account_and_a_number_without_Signal_is_nobodys()
    {
        var emil = await Signal.PersonAsync("Emil");
        await Signal.AskAsync("/directory", new JsonObject { ["reveal"] = emil.Id });

        Assert.Equal(emil.Id, (await Account.ResolveAsync(emil.Number, Cancellation))?.Id.Value);
        Assert.Null(await Account.ResolveAsync("+19995550000", Cancellation));
    }

    [Fact]
    public async Task A_known_number_asks_nobody_and_one_that_its_owner_gave_up_may_be_somebody_elses()
    {
        var before = Bob.Number;
        var asked = await AskedAsync();
        Assert.Equal(Bob.Id, (await Account.ResolveAsync(before, Cancellation))?.Id.Value);
        Assert.Equal(asked, await AskedAsync());

        var after = (await Signal.AskAsync("/change-number", new JsonObject { ["person"] = Bob.Id })).GetProperty("number").GetString()!;
        await Signal.AskAsync("/storage", new JsonObject { ["person"] = Alice.Id, ["contact"] = Bob.Id, ["values"] = new JsonObject { ["e164"] = after } });
        await Told.Users.FirstAsync(user => user.Phone == after);

        Assert.Null(await Account.ResolveAsync(before, Cancellation));
        Assert.Equal(Bob.Id, (await Account.ResolveAsync(after, Cancellation))?.Id.Value);
        await Signal.AskAsync("/storage", new JsonObject { ["person"] = Alice.Id, ["contact"] = Carol.Id, ["values"] = new JsonObject { ["e164"] = before } });
        await Told.Users.FirstAsync(user => user.Id.Value == Carol.Id && user.Phone == before);
        Assert.Equal(Carol.Id, (await Account.ResolveAsync(before, Cancellation))?.Id.Value);

        async Task<int> AskedAsync() => (await Signal.AskAsync("/directory", new JsonObject { ["about"] = before })).GetProperty("asked").GetInt32();
    }
}
