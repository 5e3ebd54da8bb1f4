using Bridges.Core.Lanes;
using Bridges.Core.Management;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Commands;

/// <summary>Brings messages back that had been given up: one's own, and those from the chats that one takes part in.</summary>
internal sealed class RetryCommand(DeadLetters deadLetters, SenderAccounts senders) : ICommand
{
    public string Name => "retry";

    public string Arguments => "[event id]";

    public string Help => "try again what could not be delivered in this room";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public bool IsAboutChat(IReadOnlyList<string> words) => true;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var incoming = await IncomingLaneAsync(call, cancellationToken);
        var revived = await deadLetters.ReviveAsync(
            row => (call.Words.Count == 0 || row.EventId == call.Words[0])
                && (row.Direction == JournalDirection.FromNetwork ? row.Lane == incoming : IsFromHere(row, call)),
            cancellationToken);
        await call.Reply(revived switch
        {
            0 => "There is nothing to try again in this room.",
            1 => "One message is tried again.",
            _ => BotText.Of($"{revived} messages are tried again."),
        });
    }

    /// <summary>The lane whose remote messages the sender may bring back; null where that is none.</summary>
    private async Task<string?> IncomingLaneAsync(CommandCall call, CancellationToken cancellationToken) =>
        call.Portal is { } portal
        && (call.Level == PermissionLevel.Admin || await senders.FindAsync(portal, call.Sender, cancellationToken) is not null)
            ? LaneKey.Of(portal.Network, portal.Chat)
            : null;

    /// <summary>Nobody sends again in another's name.</summary>
    private static bool IsFromHere(JournalRow row, CommandCall call) =>
        row.RoomId == call.Room.Value
        && (call.Level == PermissionLevel.Admin || (MatrixEventReader.TryRead(row.Payload, out var roomEvent, out _) && roomEvent.Sender == call.Sender));
}
