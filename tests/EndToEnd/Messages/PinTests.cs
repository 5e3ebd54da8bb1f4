using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;
using Bridges.TestBeds.Users;

namespace Bridges.EndToEnd.Tests.Messages;

/// <summary>What is pinned, on both sides.</summary>
public sealed class PinTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    private const string Pinned = "m.room.pinned_events";

    [Fact]
    public async Task Pins_follow_from_Telegram_in_a_room_that_never_had_any_and_all_go_at_once()
    {
        var talk = await fixture.Alice.TalkWithAsync("Bob", Cancellation);
        var (first, firstEvent) = await talk.BobSaysAsync("the address", Cancellation);
        var (second, secondEvent) = await talk.BobSaysAsync("the time", Cancellation);

        talk.Bob.Pin(first);
        await talk.SeeAsync(Pinned, seen => Of(seen).SequenceEqual([firstEvent.EventId]), Cancellation);
        talk.Bob.Pin(second);
        await talk.SeeAsync(Pinned, seen => Of(seen).Order().SequenceEqual(new[] { firstEvent.EventId, secondEvent.EventId }.Order()), Cancellation);
        talk.Bob.UnpinAll(talk.Chat);

        await talk.SeeAsync(Pinned, seen => Of(seen).Count == 0, Cancellation);
    }

    [Fact]
    public async Task Pins_of_Alice_reach_Telegram_and_do_not_come_back()
    {
        var talk = await fixture.Alice.TalkWithAsync("Bob", Cancellation);
        var (message, heard) = await talk.BobSaysAsync("keep this", Cancellation);
        Task PinAsync(params string[] events) => talk.Alice.Matrix.SetStateAsync(talk.Room, Pinned, new { pinned = events }, Cancellation);

        await PinAsync(heard.EventId);
        await talk.OnTelegramAsync(() => message.IsPinned, Cancellation);
        await talk.SettleAsync(Cancellation);
        await PinAsync();
        await talk.OnTelegramAsync(() => !message.IsPinned, Cancellation);
        await talk.SettleAsync(Cancellation);

        var changes = (await talk.Alice.Matrix.TimelineAsync(talk.Room, Cancellation)).Where(seen => seen.Type == Pinned);
        Assert.All(changes, change => Assert.Equal(talk.Alice.Matrix.UserId, change.Sender));
        Assert.Equal(2, changes.Count());
    }

    [Fact]
    public async Task A_pin_of_what_is_not_in_the_room_is_passed_over_and_the_next_one_is_there()
    {
        var bob = fixture.Alice.Meet("Bob");
        var group = Stage.Telegram.Chats.CreateSupergroup("Old friends", bob);
        var before = bob.SendText(group, "before you came");
        group.Invite(bob, fixture.Alice.Telegram);
        var talk = await Talk.BeginAsync(fixture.Alice, bob, group, Cancellation);
        var (kept, keptEvent) = await talk.BobSaysAsync("worth a pin", Cancellation);

        bob.Pin(before);
        bob.Pin(kept);

        await talk.SeeAsync(Pinned, seen => Of(seen).SequenceEqual([keptEvent.EventId]), Cancellation);
    }

    private static IReadOnlyList<string> Of(MatrixEvent seen) => [.. seen.Content.GetProperty("pinned").EnumerateArray().Select(one => one.GetString()!)];
}
