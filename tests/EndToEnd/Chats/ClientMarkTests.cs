using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Stage;

namespace Bridges.EndToEnd.Tests.Chats;

/// <summary>Where the admin wants it, a chat is kept on Telegram as its room is in its user's client.</summary>
public sealed class ClientMarkTests(ClientMarkTests.FollowingStage fixture) : EndToEndTest(fixture.Stage), IClassFixture<ClientMarkTests.FollowingStage>
{
    [Fact]
    public async Task What_Alice_sets_on_a_room_in_Element_is_so_in_her_app()
    {
        var alice = await Resident.ArriveAsync(Stage, "Alice", Cancellation);
        var talk = await alice.TalkWithAsync("Bob", Cancellation);
        var data = $"_matrix/client/v3/user/{Uri.EscapeDataString(alice.Matrix.UserId)}/rooms/{Uri.EscapeDataString(talk.Room)}";
        var rule = $"_matrix/client/v3/pushrules/global/room/{Uri.EscapeDataString(talk.Room)}";

        await alice.Matrix.RequestAsync(HttpMethod.Put, $"{data}/tags/m.favourite", new { order = 0.5 }, Cancellation);
        await IsSoAsync(() => alice.Telegram.HasAtTop(talk.Chat));
        await alice.Matrix.RequestAsync(HttpMethod.Put, rule, new { actions = Array.Empty<string>() }, Cancellation);
        await IsSoAsync(() => alice.Telegram.HasMuted(talk.Chat));
        await alice.Matrix.RequestAsync(HttpMethod.Put, $"{data}/account_data/m.marked_unread", new { unread = true }, Cancellation);
        await IsSoAsync(() => alice.Telegram.HasMarkedUnread(talk.Chat));

        await alice.Matrix.RequestAsync(HttpMethod.Delete, $"{data}/tags/m.favourite", cancellation: Cancellation);
        await IsSoAsync(() => !alice.Telegram.HasAtTop(talk.Chat));
        await alice.Matrix.RequestAsync(HttpMethod.Delete, rule, cancellation: Cancellation);
        await IsSoAsync(() => !alice.Telegram.HasMuted(talk.Chat));
        Assert.True(alice.Telegram.HasMarkedUnread(talk.Chat));
    }

    private Task IsSoAsync(Func<bool> condition) => Stage.Telegram.WaitUntilAsync(condition, Patience, Cancellation);

    /// <summary>A stage whose bridge asks how its users keep their rooms.</summary>
    public sealed class FollowingStage() : StageFixture(new StageOptions { ExtraConfiguration = "bridging:\n  follow_clients: true" });
}
