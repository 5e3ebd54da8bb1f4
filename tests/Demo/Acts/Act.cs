using System.Text.Json;
using Bridges.TestBeds.Users;

namespace Bridges.Demo.Acts;

/// <summary>What Alice does on one network: she logs in, her contact writes and sends things, she answers.</summary>
internal abstract class Act(DemoStage stage, Transcript transcript)
{
    protected const string Matrix = "Matrix";

    /// <summary>The network's name.</summary>
    public abstract string Network { get; }

    protected DemoStage Stage => stage;

    /// <summary>Her room with the contact, once it is there.</summary>
    protected string Room { get; private set; } = "";

    public abstract Task PlayAsync(CancellationToken cancellation);

    /// <summary>The contact answers what is written in the room, until it is cancelled.</summary>
    public abstract Task AnswerAsync(CancellationToken cancellation);

    /// <summary>Alice says something to the bot and waits for its answer.</summary>
    protected async Task<MatrixEvent> TellBotAsync(string text, string expected, CancellationToken cancellation)
    {
        transcript.Line(Matrix, "Alice", text);
        var answer = await stage.BotRoom.AskAsync(text, expected, cancellation);
        transcript.Line(Matrix, "the bot", answer.Body ?? $"({answer.Type})");
        return answer;
    }

    /// <summary>Somebody does something on the network.</summary>
    protected void Told(string speaker, string what) => transcript.Line(Network, speaker, what);

    /// <summary>The first message of the contact; its room is the one that the rest happens in.</summary>
    protected async Task<MatrixEvent> ArrivesFirstAsync(string text, CancellationToken cancellation)
    {
        var arrived = await stage.SeeAsync(seen => seen.Body == text, cancellation);
        Room = arrived.RoomId;
        transcript.Line(Matrix, "Bob", $"{text}   [as {arrived.Sender}]");
        return arrived;
    }

    /// <summary>Something that the contact sent is in the room.</summary>
    protected async Task<MatrixEvent> ArrivesAsync(string what, Func<MatrixEvent, bool> fits, CancellationToken cancellation)
    {
        var arrived = await stage.SeeAsync(seen => seen.RoomId == Room && fits(seen), cancellation);
        transcript.Line(Matrix, "Bob", $"{what}   [{Kind(arrived)}]");
        return arrived;
    }

    protected async Task<string> AliceSaysAsync(string text, CancellationToken cancellation)
    {
        transcript.Line(Matrix, "Alice", text);
        return await stage.Alice.SendTextAsync(Room, text, cancellation);
    }

    protected async Task<string> AliceSendsAsync(string what, string type, object content, CancellationToken cancellation)
    {
        transcript.Line(Matrix, "Alice", what);
        return await stage.Alice.SendAsync(Room, type, content, cancellation);
    }

    protected async Task AliceReactsAsync(MatrixEvent target, string emoji, CancellationToken cancellation)
    {
        transcript.Line(Matrix, "Alice", $"reacts with {emoji}");
        await stage.Alice.ReactAsync(Room, target.EventId, emoji, cancellation);
    }

    /// <summary>A picture of Alice's, as her client sends it.</summary>
    protected async Task<string> AliceSendsPictureAsync(string caption, CancellationToken cancellation)
    {
        var picture = Samples.Picture("cake");
        var url = await stage.Alice.UploadAsync(picture, "image/png", "cake.png", cancellation);
        return await AliceSendsAsync(
            $"a picture: {caption}",
            "m.room.message",
            new { msgtype = "m.image", body = caption, filename = "cake.png", url, info = new { mimetype = "image/png", size = picture.Length } },
            cancellation);
    }

    protected static bool IsMessage(MatrixEvent seen, string kind) =>
        seen.Type == "m.room.message" && seen.Content.TryGetProperty("msgtype", out var type) && type.GetString() == kind;

    protected static bool IsPoll(MatrixEvent seen) => seen.Type.EndsWith("poll.start", StringComparison.Ordinal);

    private static string Kind(MatrixEvent seen) =>
        seen.Content.ValueKind == JsonValueKind.Object && seen.Content.TryGetProperty("msgtype", out var kind) ? kind.GetString()! : seen.Type;
}
