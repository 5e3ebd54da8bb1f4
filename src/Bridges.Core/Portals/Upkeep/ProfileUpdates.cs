using System.Threading.Channels;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Upkeep;

/// <summary>
/// Carries changed names and pictures to ghosts that exist, one after the other. What does not fit is dropped: the next
/// comparison with the network brings it.
/// </summary>
internal sealed partial class ProfileUpdates(
    GhostRegistry ghosts, PortalRegistry portals, PortalUpkeep upkeep, TimeProvider time, ILogger<ProfileUpdates> logger) : IBackgroundWork
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly Channel<(RunningAccount Account, UserDetails User)> _queue = Channel.CreateBounded<(RunningAccount, UserDetails)>(
        new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Changed(RunningAccount account, UserDetails user) => _queue.Writer.TryWrite((account, user));

    public async Task RunAsync(CancellationToken stopping)
    {
        await foreach (var (account, user) in _queue.Reader.ReadAllAsync(stopping))
        {
            try
            {
                await UpdateAsync(account, user, stopping).WaitAsync(_patience, time, stopping);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.NotUpdated(logger, exception, account.Network.Value);
            }
        }
    }

    private async Task UpdateAsync(RunningAccount account, UserDetails user, CancellationToken cancellationToken)
    {
        if (await ghosts.FindAsync(account.Network, user.Id, cancellationToken) is null || !await ghosts.UpdateAsync(account, user, cancellationToken))
        {
            return;
        }

        // A direct chat is called after the other person.
        foreach (var chat in await portals.DirectWithAsync(account.Network, account.Id, user.Id, cancellationToken))
        {
            upkeep.Compare(account, chat, soon: true);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A changed profile on {Network} could not be carried over")]
        public static partial void NotUpdated(ILogger logger, Exception exception, string network);
    }
}
