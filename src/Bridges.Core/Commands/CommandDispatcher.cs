using Bridges.Abstractions;
using Bridges.Core.Commands.Login;
using Bridges.Core.Lanes;
using Bridges.Core.Management;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;
using EventId = Bridges.Matrix.EventId;

namespace Bridges.Core.Commands;

/// <summary>Finds the command in a message and runs it.</summary>
internal sealed partial class CommandDispatcher(
    IEnumerable<ICommand> commands, LoginConversations logins, ManagementRooms rooms, CoreOptions options, TimeProvider time, ILogger<CommandDispatcher> logger)
{
    private readonly Dictionary<string, ICommand> _commands = commands.ToDictionary(command => command.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>In a portal only what begins with the prefix is for the bot; elsewhere, everything.</summary>
    public bool IsCommand(MatrixEvent roomEvent, PortalRow? portal) =>
        portal is null || HasPrefix(RoomMessageContent.TryParse(roomEvent.Content)?.Body ?? "");

    public async Task<RowOutcome> HandleAsync(MatrixEvent roomEvent, PortalRow? portal, CancellationToken cancellationToken)
    {
        var content = RoomMessageContent.TryParse(roomEvent.Content);
        if (content is not { MsgType: MessageTypes.Text } || content.Replaces is not null)
        {
            return RowOutcome.Nothing;
        }

        var text = content.Body.Trim();
        if (portal is null && !HasPrefix(text)
            && !await rooms.IsManagementRoomAsync(roomEvent.RoomId, roomEvent.Sender, cancellationToken))
        {
            return RowOutcome.Nothing;
        }

        var level = options.Permissions.LevelOf(roomEvent.Sender);
        text = HasPrefix(text) ? text[options.CommandPrefix.Length..].TrimStart() : text;
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var call = new CommandCall(
            roomEvent.Sender, level, roomEvent.RoomId, portal, words.Length > 0 ? words[1..] : [],
            reply => rooms.SayAsync(roomEvent.RoomId, reply, cancellationToken));
        await AnswerAsync(call, words, text, roomEvent.EventId, cancellationToken);
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

    private async Task AnswerAsync(CommandCall call, string[] words, string text, EventId eventId, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(ModulePatience.Command, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await RunAsync(call, words, text, eventId, either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // What hangs in a module must not keep the user from saying anything else.
            await call.Reply("That takes too long, so I stopped it. Please try again later.");
        }
        catch (BridgeException exception)
        {
            await call.Reply(exception.Message);
        }
        catch (Exception exception) when (!Failures.IsExpected(exception) && exception is not OperationCanceledException)
        {
            Log.Failed(logger, exception);
            await call.Reply("Something went wrong inside the bridge; its log has the details.");
        }
    }

    private async Task RunAsync(CommandCall call, string[] words, string text, EventId eventId, CancellationToken cancellationToken)
    {
        if (words.Length > 0 && _commands.TryGetValue(words[0], out var command) && !logins.Expects(call, text))
        {
            await RunAsync(command, call, cancellationToken);
        }
        else if (!await logins.TryContinueAsync(call, text, eventId, cancellationToken))
        {
            // Not repeated: it may be a password for a login that has ended.
            await call.Reply(words.Length == 0 ? "Say `help` for what I understand." : "I do not know that. Say `help` for what I understand.");
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

    private bool HasPrefix(string text) =>
        text.StartsWith(options.CommandPrefix, StringComparison.OrdinalIgnoreCase)
        && (text.Length == options.CommandPrefix.Length || char.IsWhiteSpace(text[options.CommandPrefix.Length]));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A command failed by a fault of the bridge")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
