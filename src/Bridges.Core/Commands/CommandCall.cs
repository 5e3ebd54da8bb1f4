using Bridges.Abstractions;
using Bridges.Core.Management;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Commands;

/// <summary>One call of a command.</summary>
/// <param name="Portal">The portal that it was said in; null in a management room.</param>
/// <param name="Typed">What stands behind the command's name, as it was typed.</param>
/// <param name="Words">The same, word by word.</param>
/// <param name="Event">The message that calls it.</param>
/// <param name="Answers">The message that it answers, or null.</param>
/// <param name="Say">Says something where the answer belongs.</param>
internal sealed record CommandCall(
    UserId Sender, PermissionLevel Level, RoomId Room, PortalRow? Portal, string Typed, IReadOnlyList<string> Words, EventId Event, EventId? Answers, Func<BotText, Task> Say)
{
    /// <summary>When the message was sent, by its homeserver's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What a command begins with where the answer is read; empty where the word alone does.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>To be awaited before something is done that must not be done twice: after that, an attempt that breaks off is not made again.</summary>
    public required Func<CancellationToken, Task> Begins { get; init; }

    /// <summary>Says something in the room where the command was said, wherever other answers belong.</summary>
    public required Func<RichText, Task> SayHere { get; init; }

    /// <summary>A command as it is to be typed where the answer is read.</summary>
    public BotText AsTyped(string command) => Prefix.Length == 0 ? $"`{command}`" : $"`{Prefix} {command}`";

    /// <summary>All words, as one text.</summary>
    public string Rest => string.Join(' ', Words);

    /// <summary>A text of the bot's own.</summary>
    public Task Reply(BotText text) => Say(text);

    /// <summary>What is put into it stays harmless.</summary>
    public Task Reply(FormattableString text) => Say(BotText.Of(text));
}
