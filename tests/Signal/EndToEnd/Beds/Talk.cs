using Bridges.Signal.Simulator;
using Bridges.Signal.Stage;
using Bridges.TestBeds.Users;

namespace Bridges.Signal.EndToEnd.Tests.Beds;

/// <summary>A chat on Signal with its room on Matrix: Alice is on both sides, Bob on Signal only.</summary>
public sealed class Talk
{
    private static int _count;

    private Talk(SignalStage stage, MatrixTestUser matrix, BotRoom bot, SignalPerson alice, SignalPerson bob, string room)
    {
        Stage = stage;
        Matrix = matrix;
        Bot = bot;
        Alice = alice;
        Bob = bob;
        Room = room;
    }

    public SignalStage Stage { get; }

    /// <summary>Alice on Matrix.</summary>
    public MatrixTestUser Matrix { get; }

    /// <summary>Alice's room with the bot.</summary>
    public BotRoom Bot { get; }

    /// <summary>Alice on Signal.</summary>
    public SignalPerson Alice { get; }

    public SignalPerson Bob { get; }

    /// <summary>The room's id.</summary>
    public string Room { get; }

    /// <summary>Bob as Matrix knows him.</summary>
    public string Ghost => Stage.GhostOf(Bob);

    /// <summary>Alice logs in, Bob writes to her, and the room that appears is theirs.</summary>
    public static async Task<Talk> BeginAsync(SignalStage stage, CancellationToken cancellation)
    {
        var matrix = await stage.RegisterAsync(SignalStage.UniqueName("alice"), cancellation);
        var bob = await stage.Signal.PersonAsync("Bob");
        var alice = await stage.Signal.PersonAsync("Alice", bob);
        var bot = await stage.LogInAsync(matrix, alice, cancellation);
        var opening = Unique("Hello");
        await bob.SayAsync(alice, opening);
        var arrived = await matrix.WaitForEventAsync(seen => seen.Kind == EventKind.Timeline && seen.Body == opening, SignalStage.Patience, cancellation);
        return new Talk(stage, matrix, bot, alice, bob, arrived.RoomId);
    }

    /// <summary>A text that is said nowhere else.</summary>
    public static string Unique(string text) => $"{text} {Interlocked.Increment(ref _count)}";

    /// <summary>Bob writes a text, and it arrives.</summary>
    public async Task<(long SentAt, MatrixEvent Event)> BobSaysAsync(string text, CancellationToken cancellation)
    {
        var sentAt = await Bob.SayAsync(Alice, text);
        return (sentAt, await SeeAsync("m.room.message", seen => seen.Body == text, cancellation));
    }

    /// <summary>Alice writes a text on Matrix, and it arrives.</summary>
    public async Task<(string EventId, long SentAt)> AliceSaysAsync(string text, CancellationToken cancellation)
    {
        var eventId = await Matrix.SendTextAsync(Room, text, cancellation);
        return (eventId, (await Bob.HearTextAsync(text)).Number("timestamp")!.Value);
    }

    /// <summary>Something that happens in the room, or has happened.</summary>
    public Task<MatrixEvent> SeeAsync(string type, Func<MatrixEvent, bool> matches, CancellationToken cancellation) =>
        Matrix.WaitForEventAsync(seen => seen.RoomId == Room && seen.Type == type && matches(seen), SignalStage.Patience, cancellation);
}
