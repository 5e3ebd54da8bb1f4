using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Management;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;
using EventId = Bridges.Matrix.EventId;

namespace Bridges.Core.Commands.Login;

/// <summary>The logins that are under way, at most one for each room. One that nobody goes on with ends by itself.</summary>
internal sealed partial class LoginConversations(
    AccountLifecycle accounts, ManagementRooms rooms, SyncReports syncReports, HomeserverClients clients, QrPictures pictures, TimeProvider time, ILogger<LoginConversations> logger) : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(RoomId, UserId), LoginConversation> _underWay = new();

    public async Task BeginAsync(CommandCall call, LoadedNetwork network, LoginFlow flow, CancellationToken cancellationToken)
    {
        await CancelAsync(call);
        var conversation = new LoginConversation(network, network.Network.CreateLogin(flow), call, pictures, time);
        _underWay[(call.Room, call.Sender)] = conversation;
        _ = EndWhenAbandonedAsync(call, conversation);
        await AdvanceAsync(call, conversation, login => login.StartAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Whether a login waits for just this kind of text, so that a command's name can be a password.</summary>
    public bool Expects(CommandCall call, string text) =>
        _underWay.TryGetValue((call.Room, call.Sender), out var conversation) && conversation.Asks
        && !string.Equals(text, "cancel", StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes a text as the answer to what a login asked.</summary>
    /// <returns>False where no login asks anything in this room.</returns>
    public async Task<bool> TryContinueAsync(CommandCall call, string text, EventId eventId, CancellationToken cancellationToken)
    {
        if (!_underWay.TryGetValue((call.Room, call.Sender), out var conversation) || !conversation.Asks)
        {
            return false;
        }

        if (conversation.AsksSecret)
        {
            await HideAsync(call, eventId, cancellationToken);
        }

        if (conversation.Answer(text) is { } values)
        {
            await AdvanceAsync(call, conversation, login => login.SubmitAsync(values, cancellationToken), cancellationToken);
        }
        else
        {
            await conversation.AskAsync();
        }

        return true;
    }

    /// <returns>False where there was nothing to cancel.</returns>
    public async Task<bool> CancelAsync(CommandCall call)
    {
        if (!_underWay.TryRemove((call.Room, call.Sender), out var conversation))
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

    private async Task AdvanceAsync(CommandCall call, LoginConversation conversation, Func<ILogin, Task<LoginStep>> step, CancellationToken cancellationToken)
    {
        try
        {
            if (!await rooms.IsBetweenTwoAsync(call.Room, cancellationToken))
            {
                throw BridgeException.Permanent("Somebody else has come into this room and would read your codes. Take back what you sent, and log in where we are alone.");
            }

            if (await conversation.AdvanceAsync(step, cancellationToken) is { } account)
            {
                await CompleteAsync(call, conversation, account, cancellationToken);
            }
            else if (conversation.Waits)
            {
                // The user acts on another device meanwhile; the room stays open for commands.
                _ = WaitAsync(call, conversation);
            }
        }
        catch (BridgeException exception)
        {
            await EndAsync(call, conversation);
            await call.Reply($"The login ended: {exception.Message}");
        }
        catch
        {
            // Half a login answers nothing any more: the next one begins at the beginning.
            await EndAsync(call, conversation);
            throw;
        }
    }

    private async Task WaitAsync(CommandCall call, LoginConversation conversation)
    {
        try
        {
            await AdvanceAsync(call, conversation, login => login.WaitAsync(conversation.Ended), conversation.Ended);
        }
        catch (OperationCanceledException)
        {
            // Cancelled or abandoned: said elsewhere.
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception);
            await EndAsync(call, conversation);
        }
    }

    private async Task CompleteAsync(CommandCall call, LoginConversation conversation, StoredAccount stored, CancellationToken cancellationToken)
    {
        var network = conversation.Network.Description;
        var account = await accounts.AddAsync(network.Id, stored, call.Sender, cancellationToken);
        await EndAsync(call, conversation);
        await call.Reply($"You are logged in to {network.DisplayName} as {stored.Name}.");
        if (account is not null)
        {
            syncReports.Begin(call.Room, account);
        }
    }

    /// <summary>Takes a password or code out of the room; where the bot may not, the user is told to.</summary>
    private async Task HideAsync(CommandCall call, EventId eventId, CancellationToken cancellationToken)
    {
        try
        {
            await clients.Main.RedactAsync(actingAs: null, call.Room, eventId, $"b{Guid.NewGuid():N}", "secret", cancellationToken);
        }
        catch (MatrixException)
        {
            await call.Reply("I may not remove messages in this room: please delete the one with your secret yourself.");
        }
    }

    private async Task EndAsync(CommandCall call, LoginConversation conversation)
    {
        _underWay.TryRemove(new KeyValuePair<(RoomId, UserId), LoginConversation>((call.Room, call.Sender), conversation));
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

    private async Task EndWhenAbandonedAsync(CommandCall call, LoginConversation conversation)
    {
        try
        {
            await Task.Delay(_patience, time, conversation.Ended);
            await EndAsync(call, conversation);
            await call.Reply("The login took too long and ended. Say `login` to begin again.");
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
