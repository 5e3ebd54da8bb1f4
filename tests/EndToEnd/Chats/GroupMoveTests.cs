using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;

namespace Bridges.EndToEnd.Tests.Chats;

/// <summary>A group that becomes a supergroup goes on in its room.</summary>
public sealed class GroupMoveTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    private const int Said = 12;

    private readonly Resident _alice = fixture.Alice;

    [Fact]
    public async Task A_group_that_becomes_a_supergroup_while_all_talk_goes_on_in_its_room()
    {
        var (bob, carol) = (_alice.Meet("Bob"), _alice.Meet("Carol"));
        var group = Stage.Telegram.Chats.CreateGroup("Growing", bob, _alice.Telegram, carol);
        var talk = await Talk.BeginAsync(_alice, bob, group, Cancellation);
        var (ofAlice, ofBob) = (Talk.Unique("Alice says"), Talk.Unique("Bob says"));

        Channel? large = null;
        for (var number = 1; number <= Said; number++)
        {
            await _alice.Matrix.SendTextAsync(talk.Room, $"{ofAlice} no {number}", Cancellation);
            bob.SendText((Chat?)large ?? group, $"{ofBob} no {number}");
            large ??= number == Said / 2 ? group.Upgrade(bob) : null;
        }

        await talk.HearAsync($"{ofBob} no {Said}", Cancellation);
        await Stage.Telegram.WaitForMessageAsync(large!, message => message.Text == $"{ofAlice} no {Said}", Patience, Cancellation);
        carol.SendText(large!, $"{ofBob} no more");
        await talk.HearAsync($"{ofBob} no more", Cancellation);

        var heard = (await _alice.Matrix.MessagesAsync(talk.Room, Cancellation)).Select(message => message.Body!).Where(body => body.StartsWith(ofBob, StringComparison.Ordinal));
        Assert.Equal([.. Numbered(ofBob), $"{ofBob} no more"], heard);
        var arrived = group.Messages.Concat(large!.Messages).Where(message => message.Sender == _alice.Telegram && message.Service is null).Select(message => message.Text);
        Assert.Equal(Numbered(ofAlice), arrived);
    }

    [Fact]
    public async Task What_was_said_before_a_group_became_a_supergroup_stays_what_it_is()
    {
        var bob = _alice.Meet("Bob");
        var group = Stage.Telegram.Chats.CreateGroup("Grown", bob, _alice.Telegram);
        var talk = await Talk.BeginAsync(_alice, bob, group, Cancellation);
        var (gone, goneEvent) = await talk.BobSaysAsync(Talk.Unique("soon gone"), Cancellation);
        var (_, staysEvent) = await talk.BobSaysAsync(Talk.Unique("stays"), Cancellation);
        var (ownEvent, own) = await talk.AliceSaysAsync(Talk.Unique("mine"), Cancellation);
        var (wrongEvent, wrong) = await talk.AliceSaysAsync(Talk.Unique("wrong"), Cancellation);
        await talk.SettleAsync(Cancellation);

        var large = group.Upgrade(bob);
        var after = Talk.Unique("after the move");
        bob.SendText(large, after);
        await talk.HearAsync(after, Cancellation);
        bob.Delete(gone);
        var answer = Talk.Unique("an answer");
        await _alice.Matrix.ReplyAsync(talk.Room, staysEvent.EventId, answer, Cancellation);
        await _alice.Matrix.RedactAsync(talk.Room, ownEvent, Cancellation);
        await _alice.Matrix.EditAsync(talk.Room, wrongEvent, "mended", Cancellation);

        await talk.SeeAsync("m.room.redaction", seen => seen.Raw.GetRawText().Contains(goneEvent.EventId, StringComparison.Ordinal), Cancellation);
        await Stage.Telegram.WaitForMessageAsync(large, message => message.Text == answer, Patience, Cancellation);
        await talk.SeeAsync(
            "m.room.message", seen => seen.Sender == Stage.Bot && seen.Body?.Contains("before this Telegram group became a supergroup", StringComparison.Ordinal) == true, Cancellation);
        await talk.OnTelegramAsync(() => own.IsDeleted && wrong.Text == "mended", Cancellation);
    }

    private static IEnumerable<string> Numbered(string text) => Enumerable.Range(1, Said).Select(number => $"{text} no {number}");
}
