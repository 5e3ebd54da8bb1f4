using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.JournalRows;
using Bridges.Core.Portals;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Takes what accounts tell while they are connected.</summary>
internal sealed class ReceivedEvents(RemoteEventJournal journal, HeldEvents heldEvents, AccountChats chats)
{
    /// <inheritdoc cref="HeldEvents.HoldAsync"/>
    public Task<long?> HoldAsync(RunningAccount account, RemoteEvent remoteEvent, CancellationToken cancellationToken) =>
        heldEvents.HoldAsync(account, remoteEvent, cancellationToken);

    /// <summary>Completes when they are in the journal, on disk.</summary>
    /// <param name="held">What <see cref="HoldAsync"/> said of those that were held.</param>
    public async Task TakeAsync(RunningAccount account, IReadOnlyList<RemoteEvent> remoteEvents, IReadOnlyList<long> held, CancellationToken cancellationToken)
    {
        await journal.AppendAsync(account, remoteEvents, replayed: false, cancellationToken);
        foreach (var number in held)
        {
            await heldEvents.LetGoAsync(number, cancellationToken);
        }

        foreach (var chat in remoteEvents.OfType<RemoteMessage>().Select(message => message.Chat).Where(chat => chat.Receiver is null).Distinct())
        {
            if (await chats.StateAsync(account, chat, cancellationToken) is null or AccountChatState.OutOfChat)
            {
                // Where another account told of the message first, this one's copy is left out, and its owner would stay outside: one who is new to the
                // chat, or back in it.
                await journal.OrderRoomAsync(account, chat, RoomOrder.BringOwner, cancellationToken);
            }
        }
    }
}
