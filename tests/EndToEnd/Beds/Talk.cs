using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Stage;
using Bridges.TestBeds.Users;

namespace Bridges.EndToEnd.Tests.Beds;

/// <summary>A chat on Telegram with its room on Matrix: the resident (Alice) is in both, the other (Bob) on Telegram only.</summary>
public sealed class Talk
{
    private static int _count;

    private Talk(Resident alice, Person bob, Chat chat, string room)
    {
        Alice = alice;
        Bob = bob;
        Chat = chat;
        Room = room;
    }

    public Resident Alice { get; }

    public Person Bob { get; }

    public Chat Chat { get; }

    /// <summary>The room's id.</summary>
    public string Room { get; }

    /// <summary>Bob as Matrix knows him.</summary>
    public string Ghost => Alice.Stage.GhostOf(Bob);

    private TelegramStage Stage => Alice.Stage;

    /// <summary>Bob writes, and the room that appears is theirs.</summary>
    public static async Task<Talk> BeginAsync(Resident alice, Person bob, Chat chat, CancellationToken cancellation)
    {
        var opening = Unique("Hello");
        bob.SendText(chat, opening);
        var arrived = await alice.Matrix.WaitForEventAsync(
            seen => seen.Kind == EventKind.Timeline && seen.Body == opening, TelegramStage.Patience, cancellation);
        return new Talk(alice, bob, chat, arrived.RoomId);
    }

    /// <summary>A text that is said nowhere else.</summary>
    public static string Unique(string text) => $"{text} {Interlocked.Increment(ref _count)}";

    /// <summary>Bob writes a text, and it arrives.</summary>
    public async Task<(Message Message, MatrixEvent Event)> BobSaysAsync(string text, CancellationToken cancellation)
    {
        var message = Bob.SendText(Chat, text);
        return (message, await HearAsync(text, cancellation));
    }

    /// <summary>Alice writes a text on Matrix, and it arrives.</summary>
    public async Task<(string EventId, Message Message)> AliceSaysAsync(string text, CancellationToken cancellation)
    {
        var eventId = await Alice.Matrix.SendTextAsync(Room, text, cancellation);
        return (eventId, await ReachesTelegramAsync(text, cancellation));
    }

    /// <summary>The message in the room that says exactly this.</summary>
    public Task<MatrixEvent> HearAsync(string body, CancellationToken cancellation) =>
        SeeAsync("m.room.message", seen => seen.Body == body, cancellation);

    /// <summary>Something that happens in the room, or has happened.</summary>
    public Task<MatrixEvent> SeeAsync(string type, Func<MatrixEvent, bool> matches, CancellationToken cancellation) =>
        Alice.Matrix.WaitForEventAsync(
            seen => seen.RoomId == Room && seen.Type == type && matches(seen), TelegramStage.Patience, cancellation);

    /// <summary>The message on Telegram, by Alice, that says exactly this.</summary>
    public Task<Message> ReachesTelegramAsync(string text, CancellationToken cancellation) =>
        Stage.Telegram.WaitForMessageAsync(
            Chat, message => message.Sender == Alice.Telegram && message.Text == text, TelegramStage.Patience, cancellation);

    /// <summary>Waits until something is so on Telegram.</summary>
    public Task OnTelegramAsync(Func<bool> condition, CancellationToken cancellation) =>
        Stage.Telegram.WaitUntilAsync(condition, TelegramStage.Patience, cancellation);

    /// <summary>Returns when all that was said so far, on either side, has got through.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        await AliceSaysAsync(Unique("Over to you"), cancellation);
        await BobSaysAsync(Unique("Over to you too"), cancellation);
    }

    /// <summary>Whoever said exactly this in the room, in order, from the homeserver itself.</summary>
    public async Task<IReadOnlyList<string>> SpeakersOfAsync(string body, CancellationToken cancellation) =>
        [.. (await Alice.Matrix.MessagesAsync(Room, cancellation)).Where(message => message.Body == body).Select(message => message.Sender)];
}
