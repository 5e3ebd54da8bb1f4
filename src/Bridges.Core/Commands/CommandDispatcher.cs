using Bridges.Abstractions;
using Bridges.Core.Commands.Login;
using Bridges.Core.Lanes;
using Bridges.Core.Management;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Commands;

/// <summary>Finds the command in a message and runs it.</summary>
internal sealed partial class CommandDispatcher(
    IEnumerable<ICommand> commands, LoginConversations logins, NetworkCommands networkCommands, ManagementRooms rooms, CoreOptions options, TimeProvider time,
    ILogger<CommandDispatcher> logger)
{
    private readonly Dictionary<string, ICommand> _commands = commands.ToDictionary(command => command.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>In a portal only what begins with the prefix is for the bot; elsewhere, everything.</summary>
    public bool IsCommand(MatrixEvent roomEvent, PortalRow? portal) =>
        portal is null || (RoomMessageReader.Read(roomEvent.Content) is { } content && HasPrefix(MessageText.Typed(content).TrimStart()));

    public async Task<RowOutcome> HandleAsync(MatrixEvent roomEvent, PortalRow? portal, CancellationToken cancellationToken)
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

        await AnswerAsync(roomEvent, content, portal, typed, hasPrefix, cancellationToken);
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
        MatrixEvent roomEvent, RoomMessageContent content, PortalRow? portal, string typed, bool hasPrefix, CancellationToken cancellationToken)
    {
        var (name, rest) = Split(typed);
        var command = _commands.GetValueOrDefault(name);
        var isAlone = portal is null && await rooms.IsManagementRoomAsync(roomEvent.RoomId, roomEvent.Sender, cancellationToken);
        var words = rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var isAnsweredHere = isAlone || command is null || command.IsAboutChat(words);
        var call = new CommandCall(
            roomEvent.Sender, options.Permissions.LevelOf(roomEvent.Sender), roomEvent.RoomId, portal, rest, words, roomEvent.EventId, content.RepliesTo,
            reply => isAnsweredHere
                ? rooms.SayAsync(roomEvent.RoomId, reply, cancellationToken)
                : rooms.TellAsync(roomEvent.Sender, reply, cancellationToken))
        {
            At = roomEvent.OriginServerTs,
            Prefix = hasPrefix && isAnsweredHere && !isAlone ? options.CommandPrefix : "",
        };
        using var patience = new CancellationTokenSource(ModulePatience.Command, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await ModuleCalls.RunAsync(() => RunAsync(call, command, name, typed, either.Token), either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // What hangs in a module must not keep the user from saying anything else.
            await call.Reply("That takes too long, so I stopped it. Please try again later.");
        }
        catch (BridgeException exception)
        {
            await call.Reply($"{exception.Message}");
        }
        catch (Exception exception) when (!Failures.IsExpected(exception) && !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, exception);
            await call.Reply("Something went wrong inside the bridge; its log has the details.");
        }
    }

    private async Task RunAsync(CommandCall call, ICommand? command, string name, string typed, CancellationToken cancellationToken)
    {
        if (command is not null && !logins.Expects(call, typed))
        {
            await RunAsync(command, call, cancellationToken);
        }
        else if (!await logins.TryContinueAsync(call, typed, cancellationToken) && !await networkCommands.TryRunAsync(call, name, cancellationToken))
        {
            // Not repeated: it may be a password for a login that has ended.
            await call.Reply((name.Length == 0 ? "" : "I do not know that. ") + BotText.Of($"Say {call.AsTyped("help")} for what I understand."));
        }
    }

    private static async Task RunAsync(ICommand command, CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Level < command.LeastLevel)
        {
            await call.Reply(command.LeastLevel == PermissionLevel.Admin
                ? "Only an admin of this bridge may do that."
                : "You may not use this bridge. Its admin can change that in `permissions`.");
            return;
        }

        await command.RunAsync(call, cancellationToken);
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

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A command failed by a fault of the bridge")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
