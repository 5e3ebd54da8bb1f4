using Bridges.Abstractions;
using Microsoft.Extensions.Logging;

namespace Bridges.Telegram.Accounts.Updates;

/// <summary>
/// Hands an account's events to the host, one after the other. What the host cannot journal is tried again until it can:
/// nothing is passed over.
/// </summary>
internal sealed partial class UpdateDelivery(
    AccountId account,
    IAccountHost host,
    UpdateQueue<AccountUpdate> queue,
    UpdateIntake intake,
    UpdateTranslator translator,
    TimeProvider time,
    ILogger logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var update in queue.ReadAllAsync(cancellationToken))
        {
            if (update is AccountUpdate.Changed changed)
            {
                intake.Taken(changed.Change);
            }

            foreach (var remoteEvent in await TranslateAsync(update, cancellationToken))
            {
                await ReceiveAsync(remoteEvent, cancellationToken);
            }
        }
    }

    /// <summary>Waits out troubles of the engine. What cannot be understood must not hold up what comes after it.</summary>
    private async Task<IReadOnlyList<RemoteEvent>> TranslateAsync(AccountUpdate update, CancellationToken cancellationToken)
    {
        for (var wait = FirstWait; ; wait = Longer(wait))
        {
            try
            {
                return await translator.TranslateAsync(update, cancellationToken);
            }
            catch (BridgeException exception) when (exception.Kind == FailureKind.Transient)
            {
                Log.NotTranslatedYet(logger, exception, account, wait);
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
        for (var wait = FirstWait; ; wait = Longer(wait))
        {
            try
            {
                await host.ReceiveAsync(remoteEvent, cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Log.NotReceived(logger, exception, account, wait);
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }

    private static TimeSpan Longer(TimeSpan wait) => wait * 2 < LongestWait ? wait * 2 : LongestWait;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "An event of account {Account} could not be journaled; next try in {Wait}")]
        public static partial void NotReceived(ILogger logger, Exception exception, AccountId account, TimeSpan wait);

        [LoggerMessage(2, LogLevel.Debug, "An update of account {Account} cannot be looked up now; next try in {Wait}")]
        public static partial void NotTranslatedYet(ILogger logger, Exception exception, AccountId account, TimeSpan wait);

        [LoggerMessage(3, LogLevel.Error, "An update of account {Account} was not understood")]
        public static partial void NotTranslated(ILogger logger, Exception exception, AccountId account);
    }
}
