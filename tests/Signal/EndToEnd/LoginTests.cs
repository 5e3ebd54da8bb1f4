using System.Text.Json.Nodes;
using Bridges.Signal.EndToEnd.Tests.Beds;
using Bridges.Signal.Simulator;
using Bridges.Signal.Stage;
using Bridges.TestBeds.Users;

namespace Bridges.Signal.EndToEnd.Tests;

/// <summary>What becomes of a login, and of the keys of the people that it talks with, as Alice reads it in Element.</summary>
public sealed class LoginTests(SharedStage shared) : EndToEndTest(shared.Stage)
{
    [Fact]
    public async Task A_login_that_the_phone_removed_is_told_once_with_the_way_back_and_linking_again_goes_on_in_the_same_rooms()
    {
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        var (group, groupRoom) = await PicnicAsync(talk);

        await talk.Alice.UnlinkAsync();

        var told = await talk.Bot.HearAsync("was logged out", after: null, Cancellation);
        Assert.Equal(1, Count(told.Body!, "login signal"));
        Assert.Contains("your rooms stay", told.Body, StringComparison.Ordinal);
        // What she writes meanwhile says why it does not go out, in the room itself.
        await talk.Matrix.SendTextAsync(talk.Room, Talk.Unique("Are you there?"), Cancellation);
        await talk.SeeAsync("m.room.message", seen => seen.Sender == Stage.Bot && seen.Body?.Contains("login signal", StringComparison.Ordinal) == true, Cancellation);
        await talk.Bob.SayAsync(talk.Alice, Talk.Unique("Said while nothing was linked"));

        await SignalStage.LogInAsync(talk.Bot, talk.Alice, Cancellation);

        await talk.Bot.HearAsync("since the old link ended", after: told.EventId, Cancellation);
        Assert.Equal(talk.Room, (await talk.BobSaysAsync(Talk.Unique("Back again?"), Cancellation)).Event.RoomId);
        await talk.AliceSaysAsync(Talk.Unique("Back again"), Cancellation);
        var inGroup = Talk.Unique("You too?");
        await talk.Bob.SayInGroupAsync(group, inGroup);
        Assert.Equal(groupRoom, (await talk.Matrix.WaitForEventAsync(seen => seen.Kind == EventKind.Timeline && seen.Body == inGroup, Patience, Cancellation)).RoomId);
        Assert.Single(talk.Matrix.Seen, seen => seen.RoomId == talk.Bot.Id && seen.Body?.Contains("was logged out", StringComparison.Ordinal) == true);
        // Nobody goes for it.
        Assert.DoesNotContain(
            talk.Matrix.Seen, seen => seen.RoomId == talk.Room && seen.Type == "m.room.member" && seen.StateKey == talk.Ghost && seen.Content.Text("membership") == "leave");
    }

    [Fact]
    public async Task The_new_safety_number_of_somebody_verified_holds_messages_back_until_the_user_agrees_in_the_room()
    {
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        await talk.AliceSaysAsync(Talk.Unique("Before"), Cancellation);
        await Stage.Signal.AskAsync("/storage", new JsonObject { ["person"] = talk.Alice.Id, ["contact"] = talk.Bob.Id, ["verified"] = true, ["values"] = new JsonObject { ["givenName"] = "Robert" } });
        // Both stand in one record.
        await talk.SeeAsync("m.room.member", seen => seen.StateKey == talk.Ghost && seen.Content.Text("displayname")?.StartsWith("Robert", StringComparison.Ordinal) == true, Cancellation);
        await Stage.Signal.AskAsync("/reinstall", new JsonObject { ["person"] = talk.Bob.Id });

        var secret = Talk.Unique("A secret");
        await talk.Matrix.SendTextAsync(talk.Room, secret, Cancellation);
        await talk.SeeAsync("m.room.message", seen => seen.Body?.Contains("safety number of this person, whom you had verified, changed", StringComparison.Ordinal) == true, Cancellation);
        await talk.SeeAsync("m.room.message", seen => seen.Body?.Contains("You had verified it: nothing is sent to them until you type `!bridges signal trust`", StringComparison.Ordinal) == true, Cancellation);
        Assert.DoesNotContain(secret, await talk.Bob.TextsAsync());

        await talk.Matrix.SendTextAsync(talk.Room, "!bridges signal trust", Cancellation);
        await talk.SeeAsync("m.room.message", seen => seen.Body?.Contains("The new safety number is accepted.", StringComparison.Ordinal) == true, Cancellation);
        await talk.Matrix.SendTextAsync(talk.Room, "!bridges retry", Cancellation);
        await talk.Bob.HearTextAsync(secret);
        await talk.AliceSaysAsync(Talk.Unique("And more"), Cancellation);
    }

    private async Task<(string Group, string Room)> PicnicAsync(Talk talk)
    {
        var group = await Stage.Signal.GroupAsync(talk.Bob, "Picnic", talk.Bob, talk.Alice);
        var hello = Talk.Unique("Hello all");
        await talk.Bob.SayInGroupAsync(group, hello);
        return (group, (await talk.Matrix.WaitForEventAsync(seen => seen.Kind == EventKind.Timeline && seen.Body == hello, Patience, Cancellation)).RoomId);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
