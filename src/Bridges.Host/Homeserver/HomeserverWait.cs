using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Matrix;

namespace Bridges.Host;

/// <summary>
/// Waits until the homeserver answers, knows us and has our bot. It may be started later than we are, may learn of the
/// registration later still, and may go away again in between, so none of these ends the program.
/// </summary>
internal sealed partial class HomeserverWait(
    HomeserverClients clients, Bridge bridge, BridgesConfiguration configuration, TimeProvider timeProvider, ILogger<HomeserverWait> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <exception cref="CommandFailedException">It is another homeserver than the configured one, or refuses the bot for good.</exception>
    public async Task UntilItAnswersAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        var said = "";
        while (await TryAsync(cancellationToken) is { } reason)
        {
            // The same reason again is no news.
            if (reason != said)
            {
                Log.Waiting(logger, configuration.Homeserver.Url, reason);
                said = reason;
            }

            await Task.Delay(pause, timeProvider, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Why it cannot go on yet, or null.</summary>
    private async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await clients.Main.GetVersionsAsync(cancellationToken);
            CheckIdentity(await clients.Main.WhoseTokenAsync(cancellationToken));
            await PrepareBotAsync(cancellationToken);
            return null;
        }
        catch (HomeserverUnreachableException exception)
        {
            return exception.Message;
        }
        catch (MatrixException exception) when (IsStranger(exception))
        {
            return "it does not know appservice.as_token: give it the registration that 'bridges registration' writes, and restart it";
        }
        catch (MatrixException exception)
        {
            return $"it answers {(int)exception.Status} {exception.ErrorCode}: {exception.Message}";
        }
    }

    private static bool IsStranger(MatrixException exception) => exception.ErrorCode is MatrixErrorCodes.UnknownToken or MatrixErrorCodes.MissingToken;

    private async Task PrepareBotAsync(CancellationToken cancellationToken)
    {
        try
        {
            await bridge.PrepareBotAsync(cancellationToken);
        }
        catch (MatrixException exception) when ((!exception.IsTransient || exception.MeansRegistration) && !IsStranger(exception))
        {
            throw new CommandFailedException(
                ExitCode.Homeserver,
                $"The homeserver does not let the bot register: {exception.Message}. 'bridges doctor' looks for the reason.",
                exception);
        }
    }

    private void CheckIdentity(UserId sender)
    {
        if (sender.Localpart == configuration.Appservice.Bot)
        {
            Log.OlderRegistration(logger);
        }

        if (sender.ServerName != configuration.Homeserver.ServerName)
        {
            throw new CommandFailedException(
                ExitCode.Homeserver,
                $"The homeserver at {configuration.Homeserver.Url} is {sender.ServerName}, not {configuration.Homeserver.ServerName}. Correct homeserver.server_name or homeserver.url.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Waiting for the homeserver at {Url}: {Reason}")]
        public static partial void Waiting(ILogger logger, Uri url, string reason);

        [LoggerMessage(2, LogLevel.Warning, "The homeserver has loaded a registration of an older version, whose sender_localpart is the bot. Everything goes on working; encryption will need the new one: run 'bridges registration', give the homeserver the files and restart it")]
        public static partial void OlderRegistration(ILogger logger);
    }
}
