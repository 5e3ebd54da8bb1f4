using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.TestBeds.Users;
using Bridges.WhatsApp.Bed;
using Bridges.WhatsApp.EndToEnd.Tests.Beds;

namespace Bridges.WhatsApp.EndToEnd.Tests;

/// <summary>What Alice does to a group's room in her client is done to the group on WhatsApp.</summary>
public sealed class GroupsFromElementTests(WhatsAppTalk talk) : IClassFixture<WhatsAppTalk>, IDisposable
{
    /// <summary>96 by 96 points of one green.</summary>
    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAGAAAABgCAIAAABt+uBvAAAAjklEQVR42u3QMQ0AAAgDsElBChKRjANOriZV0NQ0hygQJEiQIEGCBAlCkCBBggQJEiQIQYIECRIkSJAgBAkSJEiQIEGCBCFIkCBBggQJEoQgQYIECRIkSBCCBAkSJEiQIEGCECRIkCBBggQJQpAgQYIECRIkCEGCBAkSJEiQIEEIEiRIkCBBggQhSJCgPwsa1cHwH+rOEQAAAABJRU5ErkJggg==");

    private WhatsAppStage Stage => talk.Stage;

    public void Dispose()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Stage.Logs);
        }
    }

    [Fact]
    public async Task An_administrator_renames_describes_and_shows_a_group()
    {
        var (group, room) = await GroupAsync("120363000000050001@g.us", "Before", Stage.Me);

        await Stage.Alice.SetStateAsync(room, "m.room.name", new { name = "After" });
        await GroupBecomesAsync(group, now => now.GetProperty("subject").GetString() == "After");
        await Stage.Alice.SetStateAsync(room, "m.room.topic", new { topic = "All about it" });
        await GroupBecomesAsync(group, now => now.GetProperty("description").GetString() == "All about it");
        var picture = await Stage.Alice.UploadAsync(Picture, "image/png", "us.png");
        await Stage.Alice.SetStateAsync(room, "m.room.avatar", new { url = picture });
        await Stage.WhatsApp.HappensAsync(happening => happening.GetProperty("what").GetString() == "picture"
            && happening.GetProperty("attributes").GetProperty("target").GetString() == group && happening.GetProperty("detail").GetProperty("bytes").GetInt32() > 0);

        // What comes back of it makes no second change.
        await Stage.SayAsync(Stage.Bob, new { conversation = "I like it" }, group);
        await SeeAsync(room, seen => seen.Body == "I like it");
        var names = (await Stage.Alice.TimelineAsync(room)).Where(seen => seen.Type is "m.room.name" or "m.room.topic" && seen.Content.GetRawText() is var text
            && (text.Contains("After", StringComparison.Ordinal) || text.Contains("All about it", StringComparison.Ordinal)));
        Assert.All(names, seen => Assert.Equal(Stage.Alice.UserId, seen.Sender));
        Assert.Equal(picture, (await Stage.Alice.StateAsync(room, "m.room.avatar"))?.GetProperty("url").GetString());
    }

    [Fact]
    public async Task An_administrator_invites_promotes_and_removes()
    {
        var (carol, dave) = (await Stage.WhatsApp.PersonAsync("Carol"), await Stage.WhatsApp.PersonAsync("Dave"));
        await Stage.SayAsync(dave, new { conversation = "take me in" });
        await Stage.SeeAsync(seen => seen.Body == "take me in");
        var (group, room) = await GroupAsync("120363000000050002@g.us", "People", Stage.Me, carol);
        await SeeMembershipAsync(room, carol, "join");

        await Stage.Alice.InviteAsync(room, Stage.GhostOf(dave));
        await GroupBecomesAsync(group, now => RoleOf(now, dave) == "");
        await SeeMembershipAsync(room, dave, "join");

        var levels = JsonNode.Parse((await Stage.Alice.StateAsync(room, "m.room.power_levels"))!.Value.GetRawText())!;
        levels["users"]![Stage.GhostOf(dave)] = 50;
        await Stage.Alice.SetStateAsync(room, "m.room.power_levels", levels);
        await GroupBecomesAsync(group, now => RoleOf(now, dave) == "admin");

        await Stage.Alice.KickAsync(room, Stage.GhostOf(carol));
        await GroupBecomesAsync(group, now => RoleOf(now, carol) is null);
        await Stage.SayAsync(dave, new { conversation = "she is gone" }, group);
        await SeeAsync(room, seen => seen.Body == "she is gone");
        Assert.DoesNotContain(Stage.GhostOf(carol), await Stage.Alice.JoinedMembersAsync(room));
    }

    [Fact]
    public async Task What_whatsapp_refuses_is_told_in_the_room_and_set_back()
    {
        var (group, room) = await GroupAsync("120363000000050003@g.us", "Bob's own", Stage.Bob);

        // The room lets everybody change it, as the group did; the server does no longer.
        await Stage.WhatsApp.DoAsync("groupSet", new { id = group, locked = true });
        await Stage.Alice.SetStateAsync(room, "m.room.name", new { name = "Alice's" });

        await SeeAsync(room, seen => seen.Sender == Stage.Bot && seen.Body?.Contains("WhatsApp does not allow this account to do that", StringComparison.Ordinal) == true);
        await SeeAsync(room, seen => seen.Type == "m.room.name" && seen.Sender == Stage.Bot && seen.Content.GetProperty("name").GetString() == "Bob's own"
            && seen.Raw.GetRawText().Contains("Alice's", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_community_is_a_space_that_holds_its_groups()
    {
        const string Community = "120363000000050004@g.us";
        await Stage.WhatsApp.DoAsync("group", new { id = Community, subject = "Neighbours", owner = Stage.Me.Number, members = new[] { Stage.Bob.Number, Stage.Me.Number }, community = true });
        var (group, room) = await GroupAsync("120363000000050005@g.us", "Garden", Stage.Me);

        await Stage.Alice.SendTextAsync(room, "!bridges whatsapp community-add Neighbours");
        var placed = await SeeAsync(room, seen => seen.Type == "m.space.parent" && seen.Content.TryGetProperty("via", out _));
        var space = placed.StateKey!;
        await SeeAsync(space, seen => seen.Type == "m.space.child" && seen.StateKey == room && seen.Content.TryGetProperty("via", out _));
        Assert.Equal("m.space", (await Stage.Alice.StateAsync(space, "m.room.create"))?.GetProperty("type").GetString());
        Assert.Equal("Neighbours", (await Stage.Alice.StateAsync(space, "m.room.name"))?.GetProperty("name").GetString());
        Assert.True((await Stage.Alice.StateAsync(space, "m.space.child", room))?.TryGetProperty("via", out _));

        // Bob takes it out on his phone.
        await Stage.WhatsApp.DoAsync("groupParent", new { id = group, by = Stage.Bob.Number });
        await SeeAsync(space, seen => seen.Type == "m.space.child" && seen.StateKey == room && !seen.Content.TryGetProperty("via", out _));
        await SeeAsync(room, seen => seen.Type == "m.space.parent" && !seen.Content.TryGetProperty("via", out _));
    }

    /// <summary>A group with Alice, whose room shows what she may do in it.</summary>
    private async Task<(string Group, string Room)> GroupAsync(string id, string subject, WhatsAppPerson owner, params IReadOnlyList<WhatsAppPerson> others)
    {
        await Stage.WhatsApp.DoAsync("group", new { id, subject, owner = owner.Number, members = new[] { Stage.Bob, Stage.Me }.Concat(others).Select(member => member.Number) });
        await Stage.SayAsync(Stage.Bob, new { conversation = $"welcome to {subject}" }, id);
        var room = (await Stage.SeeAsync(seen => seen.Body == $"welcome to {subject}")).RoomId;
        return (id, room);
    }

    private async Task GroupBecomesAsync(string group, Func<JsonElement, bool> fits) => await SimulatedWhatsApp.UntilAsync<JsonElement>(
        async () => await Stage.WhatsApp.DoAsync("groupInfo", new { id = group }) is var now && fits(now) ? now : null, "the change of the group");

    private Task<MatrixEvent> SeeAsync(string room, Func<MatrixEvent, bool> matches) => Stage.SeeAsync(seen => seen.RoomId == room && matches(seen));

    private Task<MatrixEvent> SeeMembershipAsync(string room, WhatsAppPerson person, string membership) => SeeAsync(
        room, seen => seen.Type == "m.room.member" && seen.StateKey == Stage.GhostOf(person) && seen.Content.GetProperty("membership").GetString() == membership);

    private static string? RoleOf(JsonElement group, WhatsAppPerson person) => group.GetProperty("members").TryGetProperty(person.Number, out var role) ? role.GetString() : null;
}
