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
internal sealed class Tellers(AccountRegistry accounts, AccountChats chats)
{
    /// <summary>Some fifteen seconds: it may only be about to start.</summary>
    private const int PatientAttempts = 5;

    private static readonly RowOutcome _resting = new RowOutcome.TryAgain("The account that it came for is not running.");

    /// <param name="isForAll">Any account in the chat can carry it out; else it waits for the one that told it, out of the others' way.</param>
    public async Task<RowOutcome> CarryOutAsync(
        JournalRow row, AccountId teller, ChatKey chat, bool isForAll, Func<RunningAccount, Task<RowOutcome>> carryOut, CancellationToken cancellationToken)
    {
        if (accounts.Find(row.Network, teller) is { } account)
        {
            return await carryOut(account);
        }

        var rests = await accounts.IsStoredAsync(row.Network, teller, cancellationToken);
        if (rests && row.Attempts < PatientAttempts)
        {
            return _resting;
        }

        var other = chat.Receiver is null && await chats.InRoomAsync(row.Network, chat, cancellationToken) is [var one, ..] ? one : null;
        if (isForAll && other is not null)
        {
            return await carryOut(other);
        }

        if (!rests)
        {
            return new RowOutcome.GiveUp("The account that it came for is logged out.");
        }

        return other is null || LaneKey.IsAside(row.Lane) ? _resting : new RowOutcome.MoveTo(LaneKey.AsideOf(row));
    }
}
