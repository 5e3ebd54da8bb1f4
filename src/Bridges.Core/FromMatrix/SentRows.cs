using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>Notes which message an event became on the network.</summary>
internal static class SentRows
{
    public static MessageRow Of(PortalRow portal, RunningAccount account, MatrixEvent roomEvent, RemoteMessageId id, int ordinal, DateTimeOffset timestamp) => new()
    {
        Network = portal.Network,
        Chat = portal.Chat,
        Message = id,
        Part = "",
        Ordinal = ordinal,
        EventId = roomEvent.EventId.Value,
        RoomId = roomEvent.RoomId.Value,
        Sender = account.Account.Self,
        FromMatrix = true,
        Timestamp = timestamp.ToUnixTimeMilliseconds(),
    };
}
