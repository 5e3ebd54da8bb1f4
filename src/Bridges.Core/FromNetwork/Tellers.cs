using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>
/// Finds the account by which what one told is carried out: that one; where it does not run, another of those who are in the chat, since its lane
/// is theirs, too.
/// </summary>
internal sealed class Tellers(AccountRegistry accounts, AccountChats chats, TimeProvider time)
{
    /// <summary>An account may only be about to start.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    private static readonly RowOutcome _resting = new RowOutcome.TryAgain("The account that it came for is not running.");

    private readonly ConcurrentDictionary<(NetworkId, AccountId), DateTimeOffset> _missedSince = new();

    /// <returns>What becomes of the row: what has to wait for its own account does so out of the others' way.</returns>
    public async Task<RowOutcome> CarryOutAsync(
        JournalRow row, AccountId teller, ChatKey chat, Substitution substitution, Func<RunningAccount, Task<RowOutcome>> carryOut, CancellationToken cancellationToken)
    {
        if (accounts.Find(row.Network, teller) is { } account)
        {
            _missedSince.TryRemove((row.Network, teller), out _);
            return await carryOut(account);
        }

        var isLoggedOut = !await accounts.IsStoredAsync(row.Network, teller, cancellationToken);
        if (!isLoggedOut && time.GetUtcNow() - _missedSince.GetOrAdd((row.Network, teller), time.GetUtcNow()) < _patience)
        {
            return _resting;
        }

        var other = chat.Receiver is null && await chats.InRoomAsync(row.Network, chat, cancellationToken) is [var one, ..] ? one : null;
        if (isLoggedOut)
        {
            return other is null || substitution == Substitution.Never ? new RowOutcome.GiveUp("The account that it came for is logged out.") : await carryOut(other);
        }

        return other is null || LaneKey.IsAside(row.Lane) ? _resting
            : substitution == Substitution.Always ? await carryOut(other)
            : new RowOutcome.MoveTo(LaneKey.AsideOf(row.Network, teller, chat));
    }
}
