using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Signal.EndToEnd.Tests.Beds;
using Bridges.Signal.Simulator;
using Bridges.TestBeds.Users;

namespace Bridges.Signal.EndToEnd.Tests;

/// <summary>What Alice does to a group's room in her client is done to the group on Signal, and its members hear of it.</summary>
public sealed class GroupsFromElementTests(SharedStage shared) : EndToEndTest(shared.Stage)
{
    /// <summary>A PNG of 64 pixels.</summary>
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAbElEQVR42hXNQRUAUQhCUaMYhShGeVGIQhSizB+XXA7ODDtouIHBQ4YOM8suWm5h8ZKl+0CskDiBsIioHhx76LiDw0eO3oN/4FVf+J8h0PduzBqZ8x/bxNQPwgaFy192SGgelC0q13/CJaXlA8Z7WAFXOTbyAAAAAElFTkSuQmCC");

    [Fact]
    public async Task An_administrator_changes_how_a_group_looks_and_who_is_in_it()
    {
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        var (carol, dave) = (await Stage.Signal.PersonAsync("Carol"), await Stage.Signal.PersonAsync("Dave", talk.Alice));
        await dave.SayAsync(talk.Alice, Talk.Unique("Is there a picnic?"));
        var (group, room) = await GroupAsync(talk, "Before", talk.Alice, talk.Bob, carol);
        await LevelsAsync(talk, room, alice: 50, bob: 50, carol: 50, carolsGhost: Stage.GhostOf(carol));

        // Matrix lets nobody touch those who stand as high as they do.
        await Stage.Signal.ChangeGroupAsync(group, talk.Alice, new JsonObject { ["demote"] = new JsonArray(talk.Bob.Id, carol.Id) });
        await LevelsAsync(talk, room, alice: 50, bob: 0, carol: 0, carolsGhost: Stage.GhostOf(carol));

        await talk.Matrix.SetStateAsync(room, "m.room.name", new { name = "After" }, Cancellation);
        await OnSignalAsync(group, state => state.Text("title") == "After");
        await talk.Matrix.SetStateAsync(room, "m.room.topic", new { topic = "All about it" }, Cancellation);
        await OnSignalAsync(group, state => state.Text("description") == "All about it");
        var picture = await talk.Matrix.UploadAsync(Picture, "image/png", "us.png", Cancellation);
        await talk.Matrix.SetStateAsync(room, "m.room.avatar", new { url = picture }, Cancellation);
        await UntilAsync("the picture, on Signal", async () => (await Stage.Signal.AskAsync("/group/picture", new JsonObject { ["id"] = group })).Text("data") is { Length: > 0 });

        await talk.Matrix.InviteAsync(room, Stage.GhostOf(dave), Cancellation);
        await OnSignalAsync(group, state => Has(state, "members", dave) || Has(state, "invited", dave));
        await SetLevelAsync(talk, room, talk.Ghost, 50);
        await OnSignalAsync(group, state => Has(state, "admins", talk.Bob));
        await talk.Matrix.KickAsync(room, Stage.GhostOf(carol), Cancellation);
        await OnSignalAsync(group, state => !Has(state, "members", carol));

        await talk.Matrix.SendTextAsync(room, "!bridges timer 1h", Cancellation);
        await OnSignalAsync(group, state => state.Number("timer") == 3600);

        // The members were told of each change, and what Alice did in the room stays hers.
        var said = Talk.Unique("Look at our new name");
        await talk.Matrix.SendTextAsync(room, said, Cancellation);
        await talk.Bob.HearTextAsync(said);
        Assert.Contains((await talk.Bob.HeardAsync()).Select(entry => entry.GetProperty("content").Part("dataMessage", "groupV2", "groupChange")), change => change is not null);
        var looks = (await talk.Matrix.TimelineAsync(room, Cancellation)).Where(seen => seen.Type is "m.room.name" or "m.room.topic" && (seen.ToString().Contains("After", StringComparison.Ordinal) || seen.ToString().Contains("All about it", StringComparison.Ordinal)));
        Assert.Equal([talk.Matrix.UserId, talk.Matrix.UserId], looks.Select(seen => seen.Sender));
        Assert.Equal(picture, (await talk.Matrix.StateAsync(room, "m.room.avatar", "", Cancellation))?.Text("url"));
        // Whoever looked at the group before she went may have brought her ghost back for a moment.
        await UntilAsync("Carol's ghost being gone", async () => !(await talk.Matrix.JoinedMembersAsync(room, Cancellation)).Contains(Stage.GhostOf(carol)));
    }

    [Fact]
    public async Task What_Signal_does_not_take_is_told_and_set_back()
    {
        const string TooLong = "A name that says far more of it than Signal takes";
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        var (group, room) = await GroupAsync(talk, "Bob's own", talk.Bob, talk.Alice);
        await talk.Matrix.WaitForEventAsync(seen => seen.RoomId == room && seen.Type == "m.room.power_levels" && LevelIn(seen.Content, talk.Matrix.UserId) == 50, Patience, Cancellation);

        await talk.Matrix.SetStateAsync(room, "m.room.name", new { name = TooLong }, Cancellation);

        await talk.Matrix.WaitForEventAsync(seen => seen.RoomId == room && seen.Body?.Contains("the name of a group has 1 to 32 characters", StringComparison.Ordinal) == true, Patience, Cancellation);
        await talk.Matrix.WaitForEventAsync(
            seen => seen.RoomId == room && seen.Type == "m.room.name" && seen.Sender == Stage.Bot && seen.Content.Text("name") == "Bob's own" && seen.Raw.GetRawText().Contains(TooLong, StringComparison.Ordinal), Patience, Cancellation);
        Assert.Equal("Bob's own", (await Stage.Signal.GroupStateAsync(group)).Text("title"));
    }

    /// <summary>A group, and its room once Bob has written in it.</summary>
    private async Task<(string Group, string Room)> GroupAsync(Talk talk, string title, SignalPerson by, params SignalPerson[] others)
    {
        var group = await Stage.Signal.GroupAsync(by, title, [by, .. others]);
        var hello = Talk.Unique("Hello all");
        await talk.Bob.SayInGroupAsync(group, hello);
        return (group, (await talk.Matrix.WaitForEventAsync(seen => seen.Kind == EventKind.Timeline && seen.Body == hello, Patience, Cancellation)).RoomId);
    }

    private Task OnSignalAsync(string group, Func<JsonElement, bool> isSo) => UntilAsync("what was changed in the room, on Signal", async () => isSo(await Stage.Signal.GroupStateAsync(group)));

    /// <summary>
    /// Waits for what the room says now, not for an event that said so once: in the event that made the room only Alice has a level, and a level that
    /// is set to what the room still says is no change.
    /// </summary>
    private static Task LevelsAsync(Talk talk, string room, int alice, int bob, int carol, string carolsGhost) => UntilAsync(
        "the levels in the room",
        async () => await talk.Matrix.StateAsync(room, "m.room.power_levels", "", Cancellation) is { } levels
            && (LevelIn(levels, talk.Matrix.UserId), LevelIn(levels, talk.Ghost), LevelIn(levels, carolsGhost)) == (alice, bob, carol));

    private static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"It has not come to {what}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
        }
    }

    private static async Task SetLevelAsync(Talk talk, string room, string user, int level)
    {
        var levels = JsonNode.Parse((await talk.Matrix.StateAsync(room, "m.room.power_levels", "", Cancellation))!.Value.GetRawText())!;
        levels["users"]![user] = level;
        await talk.Matrix.SetStateAsync(room, "m.room.power_levels", levels, Cancellation);
    }

    private static int LevelIn(JsonElement levels, string user) => levels.Part("users", user) is { ValueKind: JsonValueKind.Number } level ? level.GetInt32() : 0;

    private static bool Has(JsonElement state, string list, SignalPerson person) => state.GetProperty(list).EnumerateArray().Any(id => id.GetString() == person.Id);
}
