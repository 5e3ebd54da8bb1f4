using System.Collections.Concurrent;
using Bridges.Core.Identity;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.DoublePuppets;

/// <summary>
/// Acts as the homeserver's own users, by the companion registration. Where that does not work, or works no longer, ghosts
/// stand in, and it is tried again now and then.
/// </summary>
internal sealed partial class DoublePuppetRegistry(
    HomeserverClients clients, CoreOptions options, IDoublePuppetNews news, TimeProvider time, ILogger<DoublePuppetRegistry> logger)
{
    private static readonly TimeSpan _askAgainAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<UserId, (bool Works, DateTimeOffset Asked)> _known = new();
    private int _stopped;

    /// <summary>The user themself as a sender; null where the bridge cannot act for them.</summary>
    public async ValueTask<MatrixSender?> FindAsync(UserId user, CancellationToken cancellationToken)
    {
        if (clients.DoublePuppet is not { } client || user.ServerName != options.ServerName)
        {
            return null;
        }

        if (!_known.TryGetValue(user, out var known) || (!known.Works && time.GetUtcNow() - known.Asked > _askAgainAfter))
        {
            known = (await AskAsync(client, user, cancellationToken), time.GetUtcNow());
            _known[user] = known;
        }

        return known.Works ? new MatrixSender(client, user) : null;
    }

    public bool IsPuppet(MatrixSender sender) => sender.Client == clients.DoublePuppet;

    /// <summary>
    /// Takes note where the homeserver no longer lets the bridge act for a user.
    /// </summary>
    /// <returns>False where the refusal means something else: what was asked is refused to the user, too.</returns>
    public bool Refused(MatrixSender puppet, MatrixException refusal)
    {
        if (!IsPuppet(puppet) || !MeansPuppet(refusal))
        {
            return false;
        }

        _known[puppet.User] = (false, time.GetUtcNow());
        if (!MeansOneUser(refusal))
        {
            TellStopped(refusal.ErrorCode);
        }

        return true;
    }

    /// <summary>The token, or whom it may be used for. Homeservers say the latter by a code that they use for much else.</summary>
    private static bool MeansPuppet(MatrixException refusal) =>
        MeansOneUser(refusal)
        || refusal.MeansRegistration
        || (refusal.ErrorCode == MatrixErrorCodes.Forbidden
            && (refusal.Message.Contains("masquerade", StringComparison.OrdinalIgnoreCase) || refusal.Message.Contains("has not registered", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The homeserver lets nobody act as this user for now; of the others it says nothing.</summary>
    private static bool MeansOneUser(MatrixException refusal) => refusal.ErrorCode
        is MatrixErrorCodes.UserDeactivated or MatrixErrorCodes.UserLocked or MatrixErrorCodes.UserSuspended or MatrixErrorCodes.ConsentNotGiven;

    private async Task<bool> AskAsync(HomeserverClient client, UserId user, CancellationToken cancellationToken)
    {
        try
        {
            var works = await client.WhoAmIAsync(user, cancellationToken) == user;
            if (works && Interlocked.Exchange(ref _stopped, 0) == 1)
            {
                news.WorkAgain();
            }

            return works;
        }
        catch (MatrixException exception) when (!exception.IsTransient || MeansPuppet(exception))
        {
            Log.Refused(logger, exception.ErrorCode);
            if (!MeansOneUser(exception))
            {
                TellStopped(exception.ErrorCode);
            }

            return false;
        }
    }

    private void TellStopped(string errorCode)
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 0)
        {
            news.Stopped(errorCode);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The homeserver does not let the bridge act for its users ({ErrorCode}): is the companion registration installed? `bridges doctor` tells more")]
        public static partial void Refused(ILogger logger, string errorCode);
    }
}
