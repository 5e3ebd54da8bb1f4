using System.Collections.Concurrent;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Identity;

/// <summary>Acts as the homeserver's own users, by the companion registration. Where that does not work, ghosts stand in.</summary>
internal sealed partial class DoublePuppets(HomeserverClients clients, CoreOptions options, TimeProvider time, ILogger<DoublePuppets> logger)
{
    private static readonly TimeSpan _askAgainAfter = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<UserId, (bool Works, DateTimeOffset Asked)> _known = new();

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

    private async Task<bool> AskAsync(HomeserverClient client, UserId user, CancellationToken cancellationToken)
    {
        try
        {
            return await client.WhoAmIAsync(user, cancellationToken) == user;
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            Log.Refused(logger, exception.ErrorCode);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The homeserver does not let the bridge act for its users ({ErrorCode}): is the companion registration installed? `bridges doctor` tells more")]
        public static partial void Refused(ILogger logger, string errorCode);
    }
}
