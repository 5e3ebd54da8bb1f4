using Bridges.Core.Commands.Login;
using Bridges.Core.Lanes;
using Bridges.Core.Management;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Commands;

/// <summary>Finds the command in a message and runs it.</summary>
internal sealed class CommandDispatcher(
    IEnumerable<ICommand> commands, LoginConversations logins, CommandRuns runs, BegunCommands begun, ManagementRooms rooms, CoreOptions options)
{
    private readonly Dictionary<string, ICommand> _commands = commands.ToDictionary(command => command.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>In a portal only what begins with the prefix is for the bot; elsewhere, everything.</summary>
    public bool IsCommand(MatrixEvent roomEvent, PortalRow? portal) =>
        portal is null || (RoomMessageReader.Read(roomEvent.Content) is { } content && HasPrefix(MessageText.Typed(content).TrimStart()));

    public async Task<RowOutcome> HandleAsync(JournalRow row, MatrixEvent roomEvent, PortalRow? portal, LaneContext lane, CancellationToken cancellationToken)
    {
        var content = RoomMessageReader.Read(roomEvent.Content);
        if (content is not { MsgType: MessageTypes.Text } || content.Replaces is not null)
        {
            return RowOutcome.Nothing;
        }

        // A password may begin or end with a blank; a command does not.
        var typed = MessageText.Typed(content);
        var hasPrefix = HasPrefix(typed.TrimStart());
        if (hasPrefix)
        {
            typed = typed.TrimStart()[options.CommandPrefix.Length..].TrimStart();
        }
        else if (portal is null && !await rooms.IsTalkRoomAsync(roomEvent.RoomId, roomEvent.Sender, cancellationToken))
        {
            // What is meant as the answer to a login must not stay where others read it.
            await logins.TakeOutElsewhereAsync(roomEvent, cancellationToken);
            return RowOutcome.Nothing;
        }

        await AnswerAsync(begun.Take(row, lane), roomEvent, content, portal, typed, hasPrefix, cancellationToken);
        return RowOutcome.Nothing;
    }

    /// <summary>Answers what cannot be read, rather than staying silent.</summary>
    public async Task<RowOutcome> RefuseEncryptedAsync(MatrixEvent roomEvent, CancellationToken cancellationToken)
    {
        if (await rooms.IsManagementRoomAsync(roomEvent.RoomId, roomEvent.Sender, cancellationToken))
        {
            await rooms.SayAsync(
                roomEvent.RoomId, "This room is encrypted, and I cannot read encrypted messages yet. Please talk to me in a room without encryption.", cancellationToken);
        }

        return RowOutcome.Nothing;
    }

    private async Task AnswerAsync(
        BegunCommand attempt, MatrixEvent roomEvent, RoomMessageContent content, PortalRow? portal, string typed, bool hasPrefix, CancellationToken cancellationToken)
    {
        var (name, rest) = Split(typed);
        var command = _commands.GetValueOrDefault(name);
        var isAlone = portal is null && await rooms.IsManagementRoomAsync(roomEvent.RoomId, roomEvent.Sender, cancellationToken);
        var words = rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var isAnsweredHere = isAlone || command is null || command.IsAboutChat(words);
        var call = new CommandCall(
            roomEvent.Sender, options.Permissions.LevelOf(roomEvent.Sender), roomEvent.RoomId, portal, rest, words, roomEvent.EventId, content.RepliesTo,
            reply => attempt.SayAsync(() => isAnsweredHere
                ? rooms.SayAsync(roomEvent.RoomId, reply, cancellationToken)
                : rooms.TellAsync(roomEvent.Sender, reply, cancellationToken)))
        {
            At = roomEvent.OriginServerTs,
            Prefix = hasPrefix && isAnsweredHere && !isAlone ? options.CommandPrefix : "",
            SayHere = answer => attempt.SayAsync(() => rooms.SayAsync(roomEvent.RoomId, answer, cancellationToken)),
            Begins = attempt.BeginAsync,
        };
        if (!await attempt.TryEndAsync(call))
        {
            await runs.RunAsync(call, command, name, typed, cancellationToken);
        }
    }

    private static (string Name, string Typed) Split(string typed)
    {
        var text = typed.Trim();
        var end = text.AsSpan().IndexOfAny(" \t\r\n");
        return end < 0 ? (text, "") : (text[..end], text[end..].Trim());
    }

    private bool HasPrefix(string text) =>
        text.StartsWith(options.CommandPrefix, StringComparison.OrdinalIgnoreCase)
        && (text.Length == options.CommandPrefix.Length || char.IsWhiteSpace(text[options.CommandPrefix.Length]));
}
