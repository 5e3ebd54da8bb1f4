using System.Text.Json.Nodes;
using Bridges.Core.DoublePuppets;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Marks;

/// <summary>Sets in a user's own account how they keep a room: its tags, a push rule, its mark of being unread.</summary>
internal sealed partial class RoomMarks(DoublePuppetRegistry doublePuppets, TimeProvider time, ILogger<RoomMarks> logger)
{
    private const string Favourite = "m.favourite";
    private const string LowPriority = "m.lowpriority";
    private const string MarkedUnread = "m.marked_unread";

    /// <summary>Sets what differs from what was set before.</summary>
    /// <returns>What is set now; as before, where nobody may act for the user.</returns>
    public async Task<ChatMarks> SetAsync(UserId user, RoomId room, ChatMarks wanted, ChatMarks before, CancellationToken cancellationToken)
    {
        if (await doublePuppets.FindAsync(user, cancellationToken) is not { Client: var client } puppet)
        {
            return before;
        }

        var mutedUntil = wanted.MutedUntil > time.GetUtcNow().ToUnixTimeMilliseconds() ? wanted.MutedUntil : 0;
        try
        {
            if (wanted.IsFavourite != before.IsFavourite)
            {
                await TagAsync(client, user, room, Favourite, wanted.IsFavourite, cancellationToken);
            }

            if (wanted.IsArchived != before.IsArchived)
            {
                await TagAsync(client, user, room, LowPriority, wanted.IsArchived, cancellationToken);
            }

            if (mutedUntil > 0 != before.MutedUntil > 0)
            {
                await (mutedUntil > 0 ? client.MuteRoomAsync(user, room, cancellationToken) : client.UnmuteRoomAsync(user, room, cancellationToken));
            }

            if (wanted.IsMarkedUnread != before.IsMarkedUnread)
            {
                await client.SetRoomAccountDataAsync(user, room, MarkedUnread, new JsonObject { ["unread"] = wanted.IsMarkedUnread }, cancellationToken);
            }
        }
        catch (MatrixException exception) when (doublePuppets.Refused(puppet, exception))
        {
            return before;
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // The room works all the same; asked again, the homeserver would say the same.
            Log.Refused(logger, exception.ErrorCode);
        }

        return wanted with { MutedUntil = mutedUntil };
    }

    private static Task TagAsync(HomeserverClient client, UserId user, RoomId room, string tag, bool isOn, CancellationToken cancellationToken) =>
        isOn ? client.SetRoomTagAsync(user, room, tag, cancellationToken) : client.RemoveRoomTagAsync(user, room, tag, cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "How a user keeps a chat could not be shown on its room ({ErrorCode})")]
        public static partial void Refused(ILogger logger, string errorCode);
    }
}
