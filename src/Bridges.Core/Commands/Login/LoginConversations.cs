using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Commands.Login;

/// <summary>
/// The logins that are under way, at most one for each person. One that nobody goes on with ends by itself. Before each question the room
/// is looked at anew: whoever else could read the answer ends the login.
/// </summary>
internal sealed partial class LoginConversations(
    LoginLimits limits, LoginDisplays displays, LoginRooms rooms, CompletedLogins completed, TimeProvider time, ILogger<LoginConversations> logger) : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<UserId, LoginConversation> _underWay = new();

    /// <param name="amount">How much of the account's past its user wants; null: as usual.</param>
    public async Task BeginAsync(CommandCall call, LoadedNetwork network, LoginFlow flow, HistoryAmount? amount, CancellationToken cancellationToken)
    {
        await CancelAsync(call);
        limits.Take(call.Sender, network.Description.Id, _underWay.Values.Select(other => other.Network.Description.Id));
        var conversation = new LoginConversation(network, network.Network.CreateLogin(flow), call, displays.Create(), time) { Amount = amount };
        _underWay[call.Sender] = conversation;
        _ = EndWhenAbandonedAsync(conversation);
        await AdvanceAsync(conversation, login => login.StartAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Whether a login waits for just this kind of text in this room, so that a command's name can be a password, but no code or number.</summary>
    public bool Expects(CommandCall call, string typed) =>
        Asking(call.Sender) is { } conversation && conversation.Room == call.Room
        && conversation.Asks is { Kind: LoginFieldKind.Password or LoginFieldKind.Text or LoginFieldKind.Token }
        && !string.Equals(typed.Trim(), "cancel", StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes a text as the answer to what a login asked.</summary>
    /// <returns>False where no login of the sender asks anything.</returns>
    public async Task<bool> TryContinueAsync(CommandCall call, string typed, CancellationToken cancellationToken)
    {
        if (Asking(call.Sender) is not { } conversation)
        {
            return false;
        }

        if (conversation.Room != call.Room)
        {
            await rooms.TakeOutElsewhereAsync(conversation, call.Room, call.Event, cancellationToken);
            return true;
        }

        if (await rooms.WhyNotPrivateAsync(call.Room, call.Sender, cancellationToken) is { } why)
        {
            await rooms.TakeOutAsync(call.Sender, call.Room, call.Event, cancellationToken);
            await EndAsync(conversation);
            await call.Reply($"Somebody else has come into this room, or could read it: {why}. I ended the login, and took out what you just wrote. Please log in where we are alone.");
            return true;
        }

        var asked = conversation.Asks!;
        if (asked is { IsSecret: true, Kind: not LoginFieldKind.PhoneNumber })
        {
            await rooms.TakeOutAsync(call.Sender, call.Room, call.Event, cancellationToken);
        }

        if (conversation.Answer(typed) is { } values)
        {
            await AdvanceAsync(conversation, login => login.SubmitAsync(values, cancellationToken), cancellationToken);
        }
        else
        {
            await conversation.AskAsync();
        }

        if (asked is { IsSecret: true, Kind: LoginFieldKind.PhoneNumber } && !conversation.AsksAgain)
        {
            // A number that was mistyped stays, to be seen and corrected.
            await rooms.TakeOutAsync(call.Sender, call.Room, call.Event, cancellationToken);
        }

        return true;
    }

    /// <summary>Somebody says something in a room where the bot is one of several: what may be the answer to their login does not stay there.</summary>
    public async Task TakeOutElsewhereAsync(MatrixEvent said, CancellationToken cancellationToken)
    {
        if (Asking(said.Sender) is { Asks.IsSecret: true } conversation)
        {
            await rooms.TakeOutElsewhereAsync(conversation, said.RoomId, said.EventId, cancellationToken);
        }
    }

    /// <returns>False where there was nothing to cancel.</returns>
    public async Task<bool> CancelAsync(CommandCall call)
    {
        if (!_underWay.TryRemove(call.Sender, out var conversation))
        {
            return false;
        }

        await DisposeOfAsync(conversation);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_underWay.Values.Select(DisposeOfAsync));
        _underWay.Clear();
    }

    private LoginConversation? Asking(UserId user) => _underWay.TryGetValue(user, out var conversation) && conversation.Asks is not null ? conversation : null;

    private async Task AdvanceAsync(LoginConversation conversation, Func<ILogin, Task<LoginStep>> step, CancellationToken cancellationToken)
    {
        var call = conversation.Call;
        try
        {
            if (await rooms.WhyNotPrivateAsync(call.Room, call.Sender, cancellationToken) is { } why)
            {
                throw BridgeException.Permanent($"Somebody else has come into this room and would read your codes, or could: {why}. Please log in where we are alone.");
            }

            if (await conversation.AdvanceAsync(step, cancellationToken) is { } account)
            {
                await CompleteAsync(conversation, account, cancellationToken);
            }
            else if (conversation.Waits)
            {
                // The user acts on another device meanwhile; the room stays open for commands.
                _ = WaitAsync(conversation);
            }
        }
        catch (BridgeException exception)
        {
            await EndAsync(conversation);
            await call.Reply($"The login ended: {exception.Message}");
        }
        catch
        {
            // Half a login answers nothing any more: the next one begins at the beginning.
            await EndAsync(conversation);
            throw;
        }
    }

    private async Task WaitAsync(LoginConversation conversation)
    {
        try
        {
            await AdvanceAsync(conversation, login => login.WaitAsync(conversation.Ended), conversation.Ended);
        }
        catch (OperationCanceledException)
        {
            // Cancelled or abandoned: said elsewhere.
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception);
            await EndAsync(conversation);
        }
    }

    private async Task CompleteAsync(LoginConversation conversation, StoredAccount stored, CancellationToken cancellationToken)
    {
        var account = await completed.AddAsync(conversation, stored, cancellationToken);
        await EndAsync(conversation);
        await completed.TellAsync(conversation, stored, account);
    }

    private async Task EndAsync(LoginConversation conversation)
    {
        _underWay.TryRemove(new KeyValuePair<UserId, LoginConversation>(conversation.Call.Sender, conversation));
        await DisposeOfAsync(conversation);
    }

    private async Task DisposeOfAsync(LoginConversation conversation)
    {
        try
        {
            await conversation.DisposeAsync();
        }
        catch (Exception exception)
        {
            Log.NotEnded(logger, exception);
        }
    }

    private async Task EndWhenAbandonedAsync(LoginConversation conversation)
    {
        try
        {
            await Task.Delay(_patience, time, conversation.Ended);
            await EndAsync(conversation);
            await conversation.Call.Reply($"The login took too long and ended. Say {conversation.Call.AsTyped("login")} to begin again.");
        }
        catch (OperationCanceledException)
        {
            // It ended in time.
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A login did not end cleanly")]
        public static partial void NotEnded(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "A login failed by a fault of the bridge")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
