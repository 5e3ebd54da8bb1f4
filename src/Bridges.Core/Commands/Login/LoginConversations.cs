using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Logins;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Commands.Login;

/// <summary>
/// The logins that are under way in rooms, at most one for each person. Before each question the room is looked at anew: whoever else could read the
/// answer ends the login.
/// </summary>
internal sealed partial class LoginConversations(
    LoginCourses courses, LoginDisplays displays, LoginRooms rooms, SyncReports reports, TimeProvider time, ILogger<LoginConversations> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<UserId, LoginConversation> _underWay = new();

    /// <param name="amount">How much of the account's past its user wants; null: as usual.</param>
    public async Task BeginAsync(CommandCall call, LoadedNetwork network, LoginFlow flow, HistoryAmount? amount, CancellationToken cancellationToken)
    {
        await CancelAsync(call);
        var course = await courses.BeginAsync(new LoginRequest(call.Sender, network, flow) { Amount = amount });
        var conversation = new LoginConversation(course, call, displays.Create(), time);
        course.GivenUp = async problem =>
        {
            await EndAsync(conversation);
            await call.Reply($"{problem}");
        };
        _underWay[call.Sender] = conversation;
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

        if (conversation.Answer(typed))
        {
            await AdvanceAsync(conversation, login => login.SubmitAsync(cancellationToken), cancellationToken);
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

        await conversation.DisposeAsync();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_underWay.Values.Select(conversation => conversation.DisposeAsync().AsTask()));
        _underWay.Clear();
    }

    private LoginConversation? Asking(UserId user) => _underWay.TryGetValue(user, out var conversation) && conversation.Asks is not null ? conversation : null;

    private async Task AdvanceAsync(LoginConversation conversation, Func<LoginCourse, Task> go, CancellationToken cancellationToken)
    {
        var call = conversation.Call;
        try
        {
            if (await rooms.WhyNotPrivateAsync(call.Room, call.Sender, cancellationToken) is { } why)
            {
                throw BridgeException.Permanent($"Somebody else has come into this room and would read your codes, or could: {why}. Please log in where we are alone.");
            }

            await conversation.AdvanceAsync(go, cancellationToken);
            if (conversation.Course.Step is LoginStep.Complete complete)
            {
                await TellAsync(conversation, complete.Account);
            }
            else if (conversation.Course.Step is LoginStep.Display)
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
            await EndAsync(conversation);
            throw;
        }
    }

    private async Task WaitAsync(LoginConversation conversation)
    {
        try
        {
            await AdvanceAsync(conversation, login => login.WaitAsync(conversation.Course.Ended), conversation.Course.Ended);
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

    /// <summary>Word of the account, and of its first rooms.</summary>
    private async Task TellAsync(LoginConversation conversation, StoredAccount account)
    {
        await EndAsync(conversation);
        var call = conversation.Call;
        await call.Reply($"You are logged in to {conversation.Course.Network.DisplayName} as {account.Name}.");
        if (conversation.Course.Account is { } running)
        {
            reports.Begin(call.Room, running);
        }
    }

    private async Task EndAsync(LoginConversation conversation)
    {
        _underWay.TryRemove(new KeyValuePair<UserId, LoginConversation>(conversation.Call.Sender, conversation));
        await conversation.DisposeAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A login failed by a fault of the bridge")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
