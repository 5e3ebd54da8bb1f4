using Bridges.TestBeds.Users;

namespace Bridges.Signal.Stage;

/// <summary>A room in which a user talks with the bot.</summary>
public sealed class BotRoom(MatrixTestUser user, string id, string bot)
{
    public string Id => id;

    public MatrixTestUser User => user;

    /// <summary>Says something and returns the first answer to it that contains the expected words, whatever their case.</summary>
    public async Task<MatrixEvent> AskAsync(string text, string expected = "", CancellationToken cancellation = default) =>
        await HearAsync(expected, after: await user.SendTextAsync(id, text, cancellation), cancellation);

    /// <summary>The first thing the bot says, after the given event if there is one, that contains the expected words.</summary>
    public Task<MatrixEvent> HearAsync(string expected, string? after = null, CancellationToken cancellation = default)
    {
        var counts = after is null;
        return user.WaitForEventAsync(
            seen =>
            {
                counts |= seen.EventId == after;
                return counts && seen.EventId != after && seen.Kind == EventKind.Timeline && seen.RoomId == id && seen.Sender == bot
                    && seen.Type == "m.room.message" && seen.Body?.Contains(expected, StringComparison.OrdinalIgnoreCase) == true;
            },
            SignalStage.Patience,
            cancellation);
    }
}
