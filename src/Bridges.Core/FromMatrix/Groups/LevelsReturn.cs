using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Portals;
using Bridges.Core.Portals.Members;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.FromMatrix.Groups;

/// <summary>
/// Sets a room's levels back where the network did not take what was changed of them: to what the network has where it has a say, else to what they
/// were. What was changed beside that stays, and what was changed again is not touched.
/// </summary>
internal sealed partial class LevelsReturn(AccountChats chats, ExpectedMembers members, LevelWrites writes, ILogger<LevelsReturn> logger)
{
    public async Task ReturnAsync(PortalRow portal, MatrixEvent roomEvent, CancellationToken cancellationToken)
    {
        if (LevelChanges.Read(roomEvent) is not { } made)
        {
            return;
        }

        var wanted = await WantedAsync(portal, cancellationToken);
        try
        {
            await writes.ChangeAsync(roomEvent.RoomId, content => Return(content, made, wanted), cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            Log.NotReturned(logger, roomEvent.RoomId.Value, exception.ErrorCode);
        }
    }

    private static void Return(JsonObject content, LevelChanges made, Dictionary<string, int> wanted)
    {
        foreach (var change in made.OfRoom)
        {
            change.Undo(content, wanted.TryGetValue(change.Name, out var level) ? level : null);
        }

        var levels = new RoomLevels(content);
        foreach (var change in made.OfUsers.Where(change => levels[change.User] == change.Now))
        {
            levels[change.User] = LevelOf(change, wanted);
        }
    }

    private static int LevelOf(UserLevelChange change, Dictionary<string, int> wanted) =>
        !wanted.TryGetValue(change.User, out var level) ? change.Before
        // Some of what was changed may have been done.
        : RoomPowers.RoleOf(level) == RoomPowers.RoleOf(change.Now) ? change.Now
        // One that somebody else gave stays theirs.
        : RoomPowers.IsOurs(change.Before) ? level : change.Before;

    /// <summary>By the slots of <see cref="RoomLevels"/>; none where the network cannot be asked.</summary>
    private async Task<Dictionary<string, int>> WantedAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        var wanted = new Dictionary<string, int>(StringComparer.Ordinal);
        if (await chats.InRoomAsync(portal.Network, portal.Chat, cancellationToken) is not [var one, ..])
        {
            return wanted;
        }

        try
        {
            var details = await ModuleCalls.RunAsync(() => one.Account.GetChatAsync(portal.Chat, cancellationToken), cancellationToken);
            foreach (var member in await members.OfAsync(one, details, cancellationToken))
            {
                wanted[member.User.Value] = member.Level;
            }

            foreach (var (slot, level) in RoomRights.Of(one.Account, details))
            {
                wanted[slot] = level;
            }
        }
        catch (BridgeException)
        {
            // The comparison that follows mends what it can.
        }

        return wanted;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The homeserver does not let the bot set levels back in room {Room} ({ErrorCode})")]
        public static partial void NotReturned(ILogger logger, string room, string errorCode);
    }
}
