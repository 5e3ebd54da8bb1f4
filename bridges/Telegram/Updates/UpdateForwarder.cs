using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Microsoft.Extensions.Logging;

namespace Bridges.Telegram.Updates;

/// <summary>
/// Hands an account's events to the host, those of one chat one after the other. What the host cannot journal is tried again until it can:
/// nothing is passed over, and nothing of that chat overtakes it. TDLib takes what it told for delivered, so at the end, too, what is queued is handed over first.
/// </summary>
internal sealed partial class UpdateForwarder(
    AccountId account,
    IAccountHost host,
    UpdateQueue<AccountUpdate> queue,
    UpdateIntake intake,
    UpdateTranslator translator,
    TimeProvider time,
    ILogger logger) : IAsyncDisposable
{
    /// <summary>How long each of the two steps of the end may take; the host itself does not wait long.</summary>
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(2);

    private const int MostUnderWay = 512;

    private readonly CancellationTokenSource _stopping = new();
    private Task _forwarding = Task.CompletedTask;
    private volatile ChatQueues? _chats;
    private volatile bool _isEnding;

    public void Start() => _forwarding = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);

    /// <summary>
    /// Waits for what is queued, while TDLib can still be asked what an edited message says. From now on nothing is tried a
    /// second time: what fails is left to the next look into history, and what comes after it too, for the order's sake.
    /// </summary>
    public async Task FlushAsync()
    {
        _isEnding = true;
        await WithinPatienceAsync(WhenEmptyAsync());
    }

    /// <summary>Hands over what came last, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _isEnding = true;
        queue.Complete();
        await WithinPatienceAsync(_forwarding);
        await _stopping.CancelAsync();
        await _forwarding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    /// <summary>Waits, but not for ever, until what was told so far is handed over.</summary>
    public async Task WhenEmptyAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        await WhenEmptyAsync().WaitAsync(patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task WhenEmptyAsync()
    {
        await queue.WhenEmptyAsync();
        await (_chats?.WhenIdleAsync() ?? Task.CompletedTask);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var chats = new ChatQueues(ReceiveAsync, MostUnderWay);
        var later = new LaterUpdates(queue, time);
        _chats = chats;
        try
        {
            await foreach (var update in queue.ReadAllAsync(cancellationToken))
            {
                if (update is AccountUpdate.Changed { Change: { Kind: not StateChangeKind.Chat } news })
                {
                    intake.Taken(news);
                }

                var events = await TranslateAsync(update, later, cancellationToken);
                if (events.Count == 0 && update is AccountUpdate.Changed { Change: var ofNobodysInterest })
                {
                    intake.Taken(ofNobodysInterest);
                }

                foreach (var remoteEvent in events)
                {
                    await chats.PostAsync(remoteEvent, cancellationToken);
                    if (remoteEvent is RemoteChatMove)
                    {
                        // It stands in the old chat's queue, and comes before all that is told of the new one.
                        await chats.WhenIdleAsync();
                    }
                }
            }
        }
        catch (OperationCanceledException exception)
        {
            Log.NotForwarded(logger, exception, account);
        }
        finally
        {
            await chats.WhenIdleAsync();
            queue.Abandon();
        }
    }

    /// <summary>Waits out troubles of the engine, and what Telegram asks to wait for. What cannot be understood must not hold up what comes after it.</summary>
    private async Task<IReadOnlyList<RemoteEvent>> TranslateAsync(AccountUpdate update, LaterUpdates later, CancellationToken cancellationToken)
    {
        for (var waits = GrowingWait.Usual(); ;)
        {
            try
            {
                return await translator.TranslateAsync(update, cancellationToken);
            }
            catch (BridgeException exception) when (exception.Kind == FailureKind.Transient && !_isEnding)
            {
                var wait = waits.Next();
                wait = exception.RetryAfter > wait ? exception.RetryAfter.Value : wait;
                Log.NotTranslatedYet(logger, exception, account, wait);
                if (LaterUpdates.MayWait(update) && later.TryAdd(update, wait, cancellationToken))
                {
                    return [];
                }

                await Task.Delay(wait, time, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Log.NotTranslated(logger, exception, account);
                return [];
            }
        }
    }

    private async Task ReceiveAsync(RemoteEvent remoteEvent, CancellationToken cancellationToken)
    {
        if (remoteEvent is RemoteChatChange)
        {
            // It tells nothing but to look at the chat: as long as it waits, no other one like it is needed.
            intake.Taken(new StateChange(StateChangeKind.Chat, RemoteIds.Chat(remoteEvent.Chat.Chat)));
        }

        for (var waits = GrowingWait.Usual(); ;)
        {
            try
            {
                await host.ReceiveAsync(remoteEvent, cancellationToken);
                return;
            }
            catch (Exception exception) when (_isEnding)
            {
                throw new OperationCanceledException("The host takes no more events of this account.", exception);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                var wait = waits.Next();
                Log.NotReceived(logger, exception, account, wait);
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }

    private async Task WithinPatienceAsync(Task task)
    {
        try
        {
            await task.WaitAsync(LongestDrain, time);
        }
        catch (TimeoutException exception)
        {
            Log.NotForwarded(logger, exception, account);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "An event of account {Account} could not be journaled; next try in {Wait}")]
        public static partial void NotReceived(ILogger logger, Exception exception, AccountId account, TimeSpan wait);

        [LoggerMessage(2, LogLevel.Debug, "An update of account {Account} cannot be looked up now; next try in {Wait}")]
        public static partial void NotTranslatedYet(ILogger logger, Exception exception, AccountId account, TimeSpan wait);

        [LoggerMessage(3, LogLevel.Error, "An update of account {Account} was not understood")]
        public static partial void NotTranslated(ILogger logger, Exception exception, AccountId account);

        [LoggerMessage(4, LogLevel.Debug, "The last events of account {Account} were not all handed over; the next look into history finds them")]
        public static partial void NotForwarded(ILogger logger, Exception exception, AccountId account);
    }
}
