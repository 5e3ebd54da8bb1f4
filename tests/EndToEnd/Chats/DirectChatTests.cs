using System.Security.Cryptography;
using Bridges.EndToEnd.Tests.Beds;
using Bridges.TestBeds.Users;

namespace Bridges.EndToEnd.Tests.Chats;

public sealed class DirectChatTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    private readonly Resident _alice = fixture.Alice;

    [Fact]
    public async Task Alice_is_in_the_room_without_having_done_anything()
    {
        var talk = await _alice.TalkWithAsync("Bob", Cancellation);

        Assert.Contains(_alice.Matrix.UserId, await _alice.Matrix.JoinedMembersAsync(talk.Room, Cancellation));
    }

    [Fact]
    public async Task The_room_is_among_Alices_direct_chats()
    {
        var talk = await _alice.TalkWithAsync("Bob", Cancellation);

        await _alice.Matrix.WaitForEventAsync(
            seen => seen.Kind == EventKind.AccountData && seen.Type == "m.direct"
                && seen.Content.TryGetProperty(talk.Ghost, out var rooms) && rooms.EnumerateArray().Any(room => room.GetString() == talk.Room),
            Patience,
            Cancellation);
    }

    [Fact]
    public async Task The_room_says_what_it_mirrors()
    {
        var talk = await _alice.TalkWithAsync("Bob", Cancellation);

        foreach (var type in new[] { "m.bridge", "uk.half-shot.bridge" })
        {
            var information = await talk.SeeAsync(type, seen => seen.StateKey is not null, Cancellation);
            Assert.Equal("telegram", information.Content.GetProperty("protocol").GetProperty("id").GetString());
            Assert.Equal($"{talk.Bob.Id}", information.Content.GetProperty("channel").GetProperty("id").GetString());
            Assert.Equal(Stage.Bot, information.Content.GetProperty("bridgebot").GetString());
        }
    }

    [Fact]
    public async Task Bobs_name_and_picture_are_on_his_ghost_and_follow_changes()
    {
        var bob = _alice.Meet("Bob");
        byte[] picture = Picture(), another = Picture();
        bob.SetPicture(picture);
        var talk = await Talk.BeginAsync(_alice, bob, _alice.Telegram.ChatWith(bob), Cancellation);

        var member = await talk.SeeAsync("m.room.member", seen => seen.StateKey == talk.Ghost && Text(seen, "membership") == "join", Cancellation);
        Assert.Equal("Bob", Text(member, "displayname"));
        Assert.Equal(picture, await _alice.Matrix.DownloadAsync(Text(member, "avatar_url")!, Cancellation));

        bob.Rename(firstName: "Robert", lastName: "Builder");
        bob.SetPicture(another);

        var renamed = await talk.SeeAsync(
            "m.room.member",
            seen => seen.StateKey == talk.Ghost && Text(seen, "displayname") == "Robert Builder" && Text(seen, "avatar_url") != Text(member, "avatar_url"),
            Cancellation);
        Assert.Equal(another, await _alice.Matrix.DownloadAsync(Text(renamed, "avatar_url")!, Cancellation));
        await talk.SeeAsync("m.room.name", seen => Text(seen, "name") == "Robert Builder", Cancellation);
    }

    [Fact]
    public async Task After_Alice_has_left_the_next_message_makes_a_new_room()
    {
        var talk = await _alice.TalkWithAsync("Bob", Cancellation);
        await _alice.Matrix.LeaveAsync(talk.Room, Cancellation);

        var again = await KnockAsync(talk);

        Assert.NotEqual(talk.Room, again.Room);
        Assert.Contains(_alice.Matrix.UserId, await _alice.Matrix.JoinedMembersAsync(again.Room, Cancellation));
        await again.AliceSaysAsync("back again", Cancellation);
    }

    [Fact]
    public async Task Old_messages_are_in_the_room_when_Alice_logs_in()
    {
        var bob = _alice.Meet("Bob");
        var zoe = Stage.Person("Zoe");
        var chat = zoe.ChatWith(bob);
        bob.SendText(chat, "long before");
        zoe.SendText(chat, "my old answer");
        var matrix = await Stage.RegisterAsync(Resident.UniqueName("zoe"), Cancellation);

        await Stage.LogInAsync(matrix, zoe, Cancellation);

        var before = await matrix.WaitForEventAsync(seen => seen.Body == "long before", Patience, Cancellation);
        var answer = await matrix.WaitForEventAsync(seen => seen.Body == "my old answer", Patience, Cancellation);
        Assert.Equal((Stage.GhostOf(bob), matrix.UserId), (before.Sender, answer.Sender));
        Assert.Equal(before.RoomId, answer.RoomId);
    }

    /// <summary>Bob writes until Alice sees it: what he writes before the bridge has heard that she left goes to the old room.</summary>
    private async Task<Talk> KnockAsync(Talk left)
    {
        using var knocking = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var answered = _alice.Matrix.WaitForEventAsync(
            seen => seen.RoomId != left.Room && seen.Sender == left.Ghost && seen.Type == "m.room.message", Patience, Cancellation);
        var knocks = Task.Run(
            async () =>
            {
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
                do
                {
                    left.Bob.SendText(left.Chat, "knock");
                }
                while (await timer.WaitForNextTickAsync(knocking.Token));
            },
            knocking.Token);
        await answered;
        await knocking.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => knocks);
        return await Talk.BeginAsync(_alice, left.Bob, left.Chat, Cancellation);
    }

    private static byte[] Picture() => [0xff, 0xd8, 0xff, 0xe0, .. RandomNumberGenerator.GetBytes(5_000)];

    private static string? Text(MatrixEvent seen, string key) => seen.Content.TryGetProperty(key, out var value) ? value.GetString() : null;
}
