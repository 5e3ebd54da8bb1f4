using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>
/// What people here send comes back from the network, perhaps before the lane that sent it has noted its id. So what may be such an echo
/// waits for the sends in hand: a few seconds in its place, then in a lane of its own, so that nobody waits with it.
/// </summary>
internal sealed class OwnEchoes(AccountRegistry accounts, SendsInHand sends)
{
    /// <summary>So many attempts, of at least ten seconds each, in a lane of its own; then it is taken for what somebody wrote elsewhere.</summary>
    private const int MaxAttempts = 30;

    /// <summary>Sends that take longer are not waited for in place.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <summary>Just after a restart one's own messages keep their places until it is known what is being sent; what others say waits only behind them.</summary>
    private static readonly TimeSpan _untilRead = TimeSpan.FromSeconds(30);

    /// <summary>Whether a message may be one that was sent from here.</summary>
    public bool IsPossible(RunningAccount account, ChatKey chat, RemoteUserId sender, bool fromSelf) =>
        WriterOf(account, chat, sender, fromSelf) is not null || (chat.Receiver is null && sends.WasUsed(account.Network, chat));

    /// <returns>Null: every send that it could be has ended. Else what becomes of the row.</returns>
    public Task<RowOutcome?> WaitAsync(JournalRow row, RunningAccount account, RemoteMessage message, CancellationToken cancellationToken) =>
        WaitAsync(row, account, message.Chat, message.Sender, message.FromSelf, message, cancellationToken);

    /// <inheritdoc cref="WaitAsync(JournalRow, RunningAccount, RemoteMessage, CancellationToken)" />
    public Task<RowOutcome?> WaitAsync(JournalRow row, RunningAccount account, RemoteEdit edit, CancellationToken cancellationToken) =>
        WaitAsync(row, account, edit.Chat, edit.Sender, edit.FromSelf, message: null, cancellationToken);

    private async Task<RowOutcome?> WaitAsync(
        JournalRow row, RunningAccount account, ChatKey chat, RemoteUserId sender, bool fromSelf, RemoteMessage? message, CancellationToken cancellationToken)
    {
        if (WriterOf(account, chat, sender, fromSelf) is not { } writer)
        {
            // Somebody else, or a user of ours in the group's name, whom another account tells of.
            await sends.WaitAsync(account.Network, chat, send => chat.Receiver is null && send.IsCertain, message, _patience, _patience, cancellationToken);
            return null;
        }

        var deduplicates = accounts.OwnedBy(writer).Any(own => own.Network == account.Network && own.Account is IDeduplicatesDeliveries);
        if (await sends.WaitAsync(
                account.Network, chat, send => send.Sender == writer && (send.IsCertain || deduplicates), message, _untilRead, _patience, cancellationToken))
        {
            return null;
        }

        return LaneKey.IsAside(row.Lane)
            ? row.Attempts < MaxAttempts ? new RowOutcome.TryAgain("A message that may be this one is still on its way.", _patience) : null
            : new RowOutcome.MoveTo(LaneKey.AsideOf(row));
    }

    private UserId? WriterOf(RunningAccount account, ChatKey chat, RemoteUserId sender, bool fromSelf) =>
        fromSelf ? account.Owner : accounts.OfMember(account, chat, sender)?.Owner;
}
