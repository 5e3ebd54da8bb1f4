using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Status;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Reactions;

/// <summary>Tells a network which reactions a person has on a message from now on.</summary>
internal sealed class SetReactions(Changes changes, DeliveryReports reports)
{
    /// <param name="all">By the keys that they are kept under.</param>
    /// <returns>Why the network will not; null: it did.</returns>
    public async Task<string?> SetAsync(
        JournalRow row, RunningAccount account, IReacts reacting, MatrixEvent roomEvent, MessageKey message, IReadOnlyList<string> all, ReactionRules rules, CancellationToken cancellationToken)
    {
        var set = new OutgoingReactions(new DeliveryId(roomEvent.EventId.Value), message.Chat, message.Message, [.. all.Select(key => new Reaction(rules.WantsCompleteSpelling ? EmojiSpelling.Complete(key) : key))]);
        try
        {
            await changes.MakeAsync(
                row, account, message.Chat,
                async () =>
                {
                    await reacting.ReactAsync(set, cancellationToken);
                    return true;
                },
                cancellationToken);
        }
        catch (BridgeException refusal) when (refusal.Kind == FailureKind.Permanent)
        {
            return refusal.Message;
        }

        reports.Delivered(roomEvent.RoomId, roomEvent.EventId, message.Network);
        return null;
    }
}
