using System.Text.Json.Nodes;
using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;
using QRCoder;

namespace Bridges.EndToEnd.Tests.Chats;

/// <summary>What Alice does to a group's room in her client is done to the group on Telegram.</summary>
public sealed class GroupsFromElementTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    private readonly Resident _alice = fixture.Alice;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_administrator_renames_describes_and_shows_a_group(bool isSupergroup)
    {
        var bob = _alice.Meet("Bob");
        var (group, talk) = await RuledByAliceAsync("Before", isSupergroup, bob);

        await _alice.Matrix.SetStateAsync(talk.Room, "m.room.name", new { name = "After" }, Cancellation);
        await talk.OnTelegramAsync(() => group.Title == "After", Cancellation);
        await _alice.Matrix.SetStateAsync(talk.Room, "m.room.topic", new { topic = "All about it" }, Cancellation);
        await talk.OnTelegramAsync(() => group.Description == "All about it", Cancellation);
        var picture = await _alice.Matrix.UploadAsync(Png(), "image/png", "us.png", Cancellation);
        await _alice.Matrix.SetStateAsync(talk.Room, "m.room.avatar", new { url = picture }, Cancellation);
        await talk.OnTelegramAsync(() => group.Picture is not null, Cancellation);

        await talk.SettleAsync(Cancellation);
        var changes = (await _alice.Matrix.TimelineAsync(talk.Room, Cancellation)).Where(seen => seen.Type is "m.room.name" or "m.room.topic").ToArray();
        Assert.Equal([_alice.Matrix.UserId, _alice.Matrix.UserId], changes.Where(seen => seen.Raw.GetRawText().Contains("After", StringComparison.Ordinal) || seen.Raw.GetRawText().Contains("All about it", StringComparison.Ordinal)).Select(seen => seen.Sender));
        Assert.Equal(picture, (await _alice.Matrix.StateAsync(talk.Room, "m.room.avatar", "", Cancellation))?.GetProperty("url").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_administrator_invites_removes_and_promotes(bool isSupergroup)
    {
        var (bob, carol) = (_alice.Meet("Bob"), _alice.Meet("Carol"));
        var dave = (await _alice.TalkWithAsync("Dave", Cancellation)).Bob;
        var (group, talk) = await RuledByAliceAsync("People", isSupergroup, bob, carol);
        await talk.SeeAsync("m.room.member", seen => seen.StateKey == Stage.GhostOf(carol) && Membership(seen) == "join", Cancellation);

        await _alice.Matrix.InviteAsync(talk.Room, Stage.GhostOf(dave), Cancellation);
        await talk.OnTelegramAsync(() => group.Members.Any(member => member.Person == dave), Cancellation);
        await talk.SeeAsync("m.room.member", seen => seen.StateKey == Stage.GhostOf(dave) && Membership(seen) == "join", Cancellation);

        await PromoteAsync(talk, Stage.GhostOf(dave));
        await talk.OnTelegramAsync(() => group.Members.Single(member => member.Person == dave).Role == MemberRole.Admin, Cancellation);

        await _alice.Matrix.KickAsync(talk.Room, Stage.GhostOf(carol), Cancellation);
        await talk.OnTelegramAsync(() => group.Members.All(member => member.Person != carol), Cancellation);
        await talk.SettleAsync(Cancellation);
        Assert.DoesNotContain(Stage.GhostOf(carol), await _alice.Matrix.JoinedMembersAsync(talk.Room, Cancellation));
    }

    [Fact]
    public async Task What_Telegram_refuses_is_told_in_the_room_and_set_back()
    {
        var bob = _alice.Meet("Bob");
        var group = Stage.Telegram.Chats.CreateSupergroup("Bob's own", bob, _alice.Telegram);
        var talk = await Talk.BeginAsync(_alice, bob, group, Cancellation);
        await talk.SeeAsync("m.room.name", seen => Name(seen) == "Bob's own", Cancellation);

        // The group lets everybody change it, says its description; the server does not.
        await _alice.Matrix.SetStateAsync(talk.Room, "m.room.name", new { name = "Alice's" }, Cancellation);

        await talk.SeeAsync("m.room.message", seen => seen.Body?.Contains("Only administrators of this Telegram chat may do that.", StringComparison.Ordinal) == true, Cancellation);
        await talk.SeeAsync("m.room.name", seen => seen.Sender == Stage.Bot && Name(seen) == "Bob's own" && seen.Raw.GetRawText().Contains("Alice's", StringComparison.Ordinal), Cancellation);
        Assert.Equal("Bob's own", group.Title);
    }

    /// <summary>A group of Bob's in which Alice is an administrator, and the room shows it.</summary>
    private async Task<(GroupChat Group, Talk Talk)> RuledByAliceAsync(string title, bool isSupergroup, Person creator, params IReadOnlyList<Person> others)
    {
        GroupChat group = isSupergroup
            ? Stage.Telegram.Chats.CreateSupergroup(title, creator, [_alice.Telegram, .. others])
            : Stage.Telegram.Chats.CreateGroup(title, creator, [_alice.Telegram, .. others]);
        var talk = await Talk.BeginAsync(_alice, creator, group, Cancellation);
        group.SetRole(creator, _alice.Telegram, MemberRole.Admin);
        await talk.SeeAsync("m.room.power_levels", seen => seen.Content.GetProperty("users").TryGetProperty(_alice.Matrix.UserId, out var level) && level.GetInt32() == 50, Cancellation);
        return (group, talk);
    }

    private async Task PromoteAsync(Talk talk, string user)
    {
        var levels = JsonNode.Parse((await _alice.Matrix.StateAsync(talk.Room, "m.room.power_levels", "", Cancellation))!.Value.GetRawText())!;
        levels["users"]![user] = 50;
        await _alice.Matrix.SetStateAsync(talk.Room, "m.room.power_levels", levels, Cancellation);
    }

    private static byte[] Png()
    {
        using var code = QRCodeGenerator.GenerateQrCode("us", QRCodeGenerator.ECCLevel.L);
        using var png = new PngByteQRCode(code);
        return png.GetGraphic(10);
    }

    private static string? Membership(TestBeds.Users.MatrixEvent seen) => seen.Content.GetProperty("membership").GetString();

    private static string? Name(TestBeds.Users.MatrixEvent seen) => seen.Content.GetProperty("name").GetString();
}
