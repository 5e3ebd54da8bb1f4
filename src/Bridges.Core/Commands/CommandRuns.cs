using Bridges.Abstractions;
using Bridges.Core.Commands.Login;
using Bridges.Core.Lanes;
using Bridges.Core.Management;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Commands;

/// <summary>Runs what was said to the bot, no longer than it may take, and says what went wrong.</summary>
internal sealed partial class CommandRuns(LoginConversations logins, NetworkCommands networkCommands, TimeProvider time, ILogger<CommandRuns> logger)
{
    /// <param name="command">Null where the word is none of the bot's own.</param>
    public async Task RunAsync(CommandCall call, ICommand? command, string name, string typed, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(ModulePatience.Command, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await ModuleCalls.RunAsync(() => RunOnceAsync(call, command, name, typed, either.Token), either.Token);
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

    private async Task RunOnceAsync(CommandCall call, ICommand? command, string name, string typed, CancellationToken cancellationToken)
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

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A command failed by a fault of the bridge")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
