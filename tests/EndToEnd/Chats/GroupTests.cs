using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;
using Bridges.TestBeds.Users;

namespace Bridges.EndToEnd.Tests.Chats;

public sealed class GroupTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    private readonly Resident _alice = fixture.Alice;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_group_is_talked_in_by_all_its_members(bool isSupergroup)
    {
        var (bob, carol) = (_alice.Meet("Bob"), _alice.Meet("Carol"));
        var group = Group("Family", isSupergroup, bob, carol);
        var talk = await Talk.BeginAsync(_alice, bob, group, Cancellation);

        carol.SendText(group, "me too");
        var arrived = await talk.HearAsync("me too", Cancellation);
        await talk.AliceSaysAsync("all here", Cancellation);

        Assert.Equal(Stage.GhostOf(carol), arrived.Sender);
        Assert.Equal("Family", Text(await talk.SeeAsync("m.room.name", _ => true, Cancellation), "name"));
        Assert.Contains(_alice.Matrix.UserId, await _alice.Matrix.JoinedMembersAsync(talk.Room, Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_groups_name_description_and_picture_follow_changes(bool isSupergroup)
    {
        var bob = _alice.Meet("Bob");
        var group = Group("Old name", isSupergroup, bob);
        var talk = await Talk.BeginAsync(_alice, bob, group, Cancellation);
        byte[] picture = [0xff, 0xd8, 0xff, 0xe0, .. new byte[3000]];

        group.ChangeTitle(bob, "New name");
        group.ChangeDescription(bob, "What this is about");
        group.ChangePicture(bob, picture);

        await talk.SeeAsync("m.room.name", seen => Text(seen, "name") == "New name", Cancellation);
        await talk.SeeAsync("m.room.topic", seen => Text(seen, "topic") == "What this is about", Cancellation);
        var avatar = await talk.SeeAsync("m.room.avatar", seen => Text(seen, "url") is not null, Cancellation);
        Assert.Equal(picture, await _alice.Matrix.DownloadAsync(Text(avatar, "url")!, Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_comes_to_a_group_and_goes_comes_to_the_room_and_goes(bool isSupergroup)
    {
        var (bob, carol, dave) = (_alice.Meet("Bob"), _alice.Meet("Carol"), _alice.Meet("Dave"));
        var group = Group("Coming and going", isSupergroup, bob, carol);
        var talk = await Talk.BeginAsync(_alice, bob, group, Cancellation);

        group.Invite(bob, dave);
        await MembershipAsync(talk, dave, "join");
        await MembershipAsync(talk, carol, "join");
        group.Leave(carol);
        await MembershipAsync(talk, carol, "leave");
        group.Kick(bob, dave);
        await MembershipAsync(talk, dave, "leave");

        Assert.Equal(
            new[] { Stage.Bot, _alice.Matrix.UserId, talk.Ghost }.Order(StringComparer.Ordinal),
            (await _alice.Matrix.JoinedMembersAsync(talk.Room, Cancellation)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Administrators_of_a_group_have_power_in_the_room(bool isSupergroup)
    {
        var (bob, carol) = (_alice.Meet("Bob"), _alice.Meet("Carol"));
        var group = Group("Powers", isSupergroup, bob, carol);
        var talk = await Talk.BeginAsync(_alice, bob, group, Cancellation);

        group.SetRole(bob, carol, MemberRole.Admin);
        group.SetRole(bob, _alice.Telegram, MemberRole.Admin);

        await talk.SeeAsync(
            "m.room.power_levels",
            seen => (LevelOf(seen, talk.Ghost), LevelOf(seen, Stage.GhostOf(carol)), LevelOf(seen, _alice.Matrix.UserId), LevelOf(seen, Stage.Bot)) == (95, 50, 50, 100),
            Cancellation);
    }

    [Fact]
    public async Task A_channel_speaks_in_its_own_name_and_only_its_administrators_write()
    {
        var bob = _alice.Meet("Bob");
        var channel = Stage.Telegram.Chats.CreateChannel("News", bob, _alice.Telegram);
        bob.SendText(channel, "breaking news");

        var arrived = await _alice.Matrix.WaitForEventAsync(seen => seen.Body == "breaking news", Patience, Cancellation);

        var refused = await Assert.ThrowsAsync<MatrixRequestException>(() => _alice.Matrix.SendTextAsync(arrived.RoomId, "me too", Cancellation));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.Status);
        var author = await _alice.Matrix.StateAsync(arrived.RoomId, "m.room.member", arrived.Sender, Cancellation);
        Assert.Equal("News", author?.GetProperty("displayname").GetString());
        channel.SetRole(bob, _alice.Telegram, MemberRole.Admin);
        await _alice.Matrix.WaitForEventAsync(
            seen => seen.RoomId == arrived.RoomId && seen.Type == "m.room.power_levels" && LevelOf(seen, _alice.Matrix.UserId) == 50, Patience, Cancellation);
        await _alice.Matrix.SendTextAsync(arrived.RoomId, "my own news", Cancellation);
        await Stage.Telegram.WaitForMessageAsync(channel, message => message.Text == "my own news", Patience, Cancellation);
    }

    [Fact]
    public async Task An_administrator_deletes_what_others_wrote_on_either_side()
    {
        var (bob, carol) = (_alice.Meet("Bob"), _alice.Meet("Carol"));
        var group = Group("Tidy", isSupergroup: true, bob, carol);
        var talk = await Talk.BeginAsync(_alice, bob, group, Cancellation);
        group.SetRole(bob, _alice.Telegram, MemberRole.Admin);
        await talk.SeeAsync("m.room.power_levels", seen => LevelOf(seen, _alice.Matrix.UserId) == 50, Cancellation);
        var rude = carol.SendText(group, "something rude");
        var ruder = carol.SendText(group, "something ruder");
        var rudeEvent = await talk.HearAsync("something rude", Cancellation);
        var ruderEvent = await talk.HearAsync("something ruder", Cancellation);

        await _alice.Matrix.RedactAsync(talk.Room, rudeEvent.EventId, Cancellation);
        bob.Delete(ruder);

        await talk.OnTelegramAsync(() => rude.IsDeleted, Cancellation);
        await talk.SeeAsync("m.room.redaction", seen => seen.Raw.GetRawText().Contains(ruderEvent.EventId, StringComparison.Ordinal), Cancellation);
    }

    private GroupChat Group(string title, bool isSupergroup, Person creator, params IReadOnlyList<Person> others) => isSupergroup
        ? Stage.Telegram.Chats.CreateSupergroup(title, creator, [_alice.Telegram, .. others])
        : Stage.Telegram.Chats.CreateGroup(title, creator, [_alice.Telegram, .. others]);

    private Task MembershipAsync(Talk talk, Person person, string membership) =>
        talk.SeeAsync("m.room.member", seen => seen.StateKey == Stage.GhostOf(person) && Text(seen, "membership") == membership, Cancellation);

    private static int LevelOf(MatrixEvent powers, string user) =>
        powers.Content.GetProperty("users").TryGetProperty(user, out var level) ? level.GetInt32() : 0;

    private static string? Text(MatrixEvent seen, string key) => seen.Content.TryGetProperty(key, out var value) ? value.GetString() : null;
}
