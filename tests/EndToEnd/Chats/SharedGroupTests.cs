using Bridges.EndToEnd.Tests.Beds;
using Bridges.TestBeds.Users;

namespace Bridges.EndToEnd.Tests.Chats;

public sealed class SharedGroupTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    private readonly Resident _alice = fixture.Alice;

    [Fact]
    public async Task Two_users_of_the_bridge_share_the_room_of_a_supergroup_and_each_speaks_for_themself()
    {
        var bob = _alice.Meet("Bob");
        var erin = await Resident.ArriveAsync(Stage, "Erin", Cancellation);
        var group = Stage.Telegram.Chats.CreateSupergroup("Both of us", bob, _alice.Telegram, erin.Telegram);
        var talk = await Talk.BeginAsync(_alice, bob, group, Cancellation);
        var hers = await Talk.BeginAsync(erin, bob, group, Cancellation);

        Assert.Equal(talk.Room, hers.Room);
        var (_, byAlice) = await talk.AliceSaysAsync("Alice here", Cancellation);
        var (_, byErin) = await hers.AliceSaysAsync("Erin here", Cancellation);
        Assert.Equal((_alice.Telegram, erin.Telegram), (byAlice.Sender, byErin.Sender));
        _alice.Telegram.SendText(group, "Alice on the phone");
        erin.Telegram.SendText(group, "Erin on the phone");
        Assert.Equal(_alice.Matrix.UserId, (await hers.HearAsync("Alice on the phone", Cancellation)).Sender);
        Assert.Equal(erin.Matrix.UserId, (await talk.HearAsync("Erin on the phone", Cancellation)).Sender);

        await talk.SettleAsync(Cancellation);
        await hers.SettleAsync(Cancellation);
        foreach (var (text, speaker) in new[]
        {
            ("Alice here", _alice), ("Erin here", erin), ("Alice on the phone", _alice), ("Erin on the phone", erin),
        })
        {
            Assert.Equal([speaker.Matrix.UserId], await talk.SpeakersOfAsync(text, Cancellation));
            Assert.Single(group.Messages, message => message.Text == text);
        }
    }

    [Fact]
    public async Task Who_has_logged_out_cannot_write_through_somebody_elses_account()
    {
        var bob = _alice.Meet("Bob");
        var frank = await Resident.ArriveAsync(Stage, "Frank", Cancellation);
        var group = Stage.Telegram.Chats.CreateSupergroup("Only members", bob, _alice.Telegram, frank.Telegram);
        var talk = await Talk.BeginAsync(_alice, bob, group, Cancellation);
        var his = await Talk.BeginAsync(frank, bob, group, Cancellation);
        await frank.Bot.AskAsync("logout", expected: "logged out", Cancellation);

        // Nor can he read on: he leaves the room.
        await talk.SeeAsync(
            "m.room.member",
            seen => seen.StateKey == frank.Matrix.UserId && seen.Content.GetProperty("membership").GetString() == "leave",
            Cancellation);
        await Assert.ThrowsAsync<MatrixRequestException>(() => frank.Matrix.SendTextAsync(his.Room, "through whom?", Cancellation));
        await talk.SettleAsync(Cancellation);
        Assert.DoesNotContain(group.Messages, message => message.Text == "through whom?");
    }

    [Fact]
    public async Task Nobody_else_gets_into_somebodys_private_chat()
    {
        var talk = await _alice.TalkWithAsync("Bob", Cancellation);
        var eve = await Stage.RegisterAsync(Resident.UniqueName("eve"), Cancellation);

        await Assert.ThrowsAsync<MatrixRequestException>(() => eve.JoinAsync(talk.Room, Cancellation));
        await Assert.ThrowsAsync<MatrixRequestException>(() => _alice.Matrix.InviteAsync(talk.Room, eve.UserId, Cancellation));
    }
}
