using Bridges.EndToEnd.Tests.Beds;

namespace Bridges.EndToEnd.Tests.Recovery;

/// <summary>What holds on every database: nothing is lost, doubled or reordered, however the host ends.</summary>
public abstract class RestartTests(StageFixture fixture) : EndToEndTest(fixture.Stage)
{
    [Fact]
    public async Task What_is_written_while_the_host_is_stopped_arrives_once_in_order_with_its_time()
    {
        var alice = await Resident.ArriveAsync(Stage, "Alice", Cancellation);
        var talk = await alice.TalkWithAsync("Bob", Cancellation);
        await talk.SettleAsync(Cancellation);

        Assert.Equal(0, await Stage.Host.StopAsync());
        var (ofBob, ofAlice) = await WriteAsync(talk, "stopped", count: 5);
        await Stage.Host.StartAsync(Cancellation);

        await ArrivedAsync(talk, "stopped", ofBob, ofAlice);
    }

    [Fact]
    public async Task What_is_written_around_a_kill_arrives_once_in_order_with_its_time()
    {
        var alice = await Resident.ArriveAsync(Stage, "Alice", Cancellation);
        var talk = await alice.TalkWithAsync("Bob", Cancellation);
        await talk.SettleAsync(Cancellation);

        var before = await WriteAsync(talk, "killed: before", count: 10);
        await Stage.Host.KillAsync();
        var after = await WriteAsync(talk, "killed: later", count: 5);
        await Stage.Host.StartAsync(Cancellation);

        await ArrivedAsync(talk, "killed", [.. before.OfBob, .. after.OfBob], [.. before.OfAlice, .. after.OfAlice]);
    }

    [Fact]
    public async Task Edits_and_deletions_made_while_the_host_is_stopped_are_carried_over()
    {
        var alice = await Resident.ArriveAsync(Stage, "Alice", Cancellation);
        var talk = await alice.TalkWithAsync("Bob", Cancellation);
        var (wrong, wrongEvent) = await talk.BobSaysAsync("wrong", Cancellation);
        var (gone, goneEvent) = await talk.BobSaysAsync("soon gone", Cancellation);
        var (ownEvent, own) = await talk.AliceSaysAsync("mine", Cancellation);
        await talk.SettleAsync(Cancellation);

        await Stage.Host.StopAsync();
        talk.Bob.Edit(wrong, "right");
        talk.Bob.Delete(gone);
        await alice.Matrix.EditAsync(talk.Room, ownEvent, "mine, mended", Cancellation);
        await Stage.Host.StartAsync(Cancellation);

        await talk.SeeAsync("m.room.message", seen => seen.Replaces == wrongEvent.EventId && seen.Body == "* right", Cancellation);
        await talk.SeeAsync("m.room.redaction", seen => seen.Raw.GetRawText().Contains(goneEvent.EventId, StringComparison.Ordinal), Cancellation);
        await talk.OnTelegramAsync(() => own.Text == "mine, mended", Cancellation);
    }

    [Fact]
    public async Task A_group_that_becomes_a_supergroup_around_a_kill_goes_on_in_its_room()
    {
        var alice = await Resident.ArriveAsync(Stage, "Alice", Cancellation);
        var bob = alice.Meet("Bob");
        var group = Stage.Telegram.Chats.CreateGroup("Growing", bob, alice.Telegram);
        var talk = await Talk.BeginAsync(alice, bob, group, Cancellation);
        var (ofAlice, ofBob) = (Talk.Unique("Alice around the kill"), Talk.Unique("Bob around the kill"));
        await talk.SettleAsync(Cancellation);

        await alice.Matrix.SendTextAsync(talk.Room, $"{ofAlice} no 1", Cancellation);
        bob.SendText(group, $"{ofBob} no 1");
        // What is not noted before the kill would be looked for in the supergroup, where it is not.
        await talk.HearAsync($"{ofBob} no 1", Cancellation);
        await Stage.Telegram.WaitForMessageAsync(group, message => message.Text == $"{ofAlice} no 1", Patience, Cancellation);
        // That Telegram has it does not say that the bridge knows; that the next one of hers is there does.
        await talk.SettleAsync(Cancellation);
        var large = group.Upgrade(bob);
        bob.SendText(large, $"{ofBob} no 2");
        await alice.Matrix.SendTextAsync(talk.Room, $"{ofAlice} no 2", Cancellation);
        await Stage.Host.KillAsync();
        bob.SendText(large, $"{ofBob} no 3");
        await alice.Matrix.SendTextAsync(talk.Room, $"{ofAlice} no 3", Cancellation);
        await Stage.Host.StartAsync(Cancellation);

        await talk.HearAsync($"{ofBob} no 3", Cancellation);
        await Stage.Telegram.WaitForMessageAsync(large, message => message.Text == $"{ofAlice} no 3", Patience, Cancellation);
        var heard = (await alice.Matrix.MessagesAsync(talk.Room, Cancellation)).Select(message => message.Body!).Where(body => body.StartsWith(ofBob, StringComparison.Ordinal));
        Assert.Equal([$"{ofBob} no 1", $"{ofBob} no 2", $"{ofBob} no 3"], heard);
        var arrived = group.Messages.Concat(large.Messages).Select(message => message.Text).Where(text => text.StartsWith(ofAlice, StringComparison.Ordinal));
        Assert.Equal([$"{ofAlice} no 1", $"{ofAlice} no 2", $"{ofAlice} no 3"], arrived);
    }

    private static async Task<(string[] OfBob, string[] OfAlice)> WriteAsync(Talk talk, string text, int count)
    {
        var numbers = Enumerable.Range(1, count).ToArray();
        foreach (var number in numbers)
        {
            talk.Bob.SendText(talk.Chat, $"{text} {number}");
            await talk.Alice.Matrix.SendTextAsync(talk.Room, $"{text} {-number}", Cancellation);
        }

        return ([.. numbers.Select(number => $"{text} {number}")], [.. numbers.Select(number => $"{text} {-number}")]);
    }

    private static async Task ArrivedAsync(Talk talk, string beginning, string[] ofBob, string[] ofAlice)
    {
        await talk.HearAsync(ofBob[^1], Cancellation);
        await talk.ReachesTelegramAsync(ofAlice[^1], Cancellation);
        await talk.SettleAsync(Cancellation);

        var heard = (await talk.Alice.Matrix.MessagesAsync(talk.Room, Cancellation))
            .Where(message => message.Body!.StartsWith(beginning, StringComparison.Ordinal) && message.Sender == talk.Ghost).ToArray();
        var sent = talk.Chat.Messages.Where(message => message.Text.StartsWith(beginning, StringComparison.Ordinal)).ToArray();
        Assert.Equal(ofBob, heard.Select(message => message.Body));
        Assert.Equal(ofAlice, sent.Where(message => message.Sender == talk.Alice.Telegram).Select(message => message.Text));
        Assert.Equal(
            sent.Where(message => message.Sender == talk.Bob).Select(message => message.Date.ToUnixTimeSeconds()),
            heard.Select(message => message.Timestamp / 1000));
    }
}
