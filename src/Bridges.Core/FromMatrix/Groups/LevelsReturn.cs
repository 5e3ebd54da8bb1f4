using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Groups;
using Bridges.Core.Portals;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.FromMatrix.Groups;

/// <summary>Sets a room's levels back where the network did not take what was changed of them.</summary>
internal sealed partial class LevelsReturn(AccountChats chats, MatrixPeople people, LevelWrites writes, ILogger<LevelsReturn> logger)
{
    public async Task ReturnAsync(PortalRow portal, MatrixEvent roomEvent, CancellationToken cancellationToken)
    {
        if (LevelChanges.Read(roomEvent) is not { } made)
        {
            return;
        }

        var members = await MembersAsync(portal, cancellationToken);
        try
        {
            await writes.ChangeAsync(roomEvent.RoomId, content => Return(portal, content, made, members), cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            Log.NotReturned(logger, roomEvent.RoomId.Value, exception.ErrorCode);
        }
    }

    private void Return(PortalRow portal, JsonObject content, LevelChanges made, IReadOnlyList<ChatMember> members)
    {
        if (made.OfRoom)
        {
            var users = content["users"]?.DeepClone();
            content.Clear();
            foreach (var (key, value) in LevelChanges.WithoutUsers(made.Before))
            {
                content[key] = value?.DeepClone();
            }

            content["users"] = users;
        }

        var levels = new RoomLevels(content);
        foreach (var change in made.OfUsers.Where(change => levels[change.User] == change.Now))
        {
            // Some of it may have been done.
            levels[change.User] = UserId.TryParse(change.User, out var user) && people.Of(portal.Network, user) is { } person
                && members.FirstOrDefault(member => member.User == person)?.Role == RoomPowers.RoleOf(change.Now) ? change.Now : change.Before;
        }
    }

    private async Task<IReadOnlyList<ChatMember>> MembersAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        try
        {
            return await chats.InRoomAsync(portal.Network, portal.Chat, cancellationToken) is [var one, ..]
                ? (await ModuleCalls.RunAsync(() => one.Account.GetChatAsync(portal.Chat, cancellationToken), cancellationToken)).Members
                : [];
        }
        catch (BridgeException)
        {
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The homeserver does not let the bot set levels back in room {Room} ({ErrorCode})")]
        public static partial void NotReturned(ILogger logger, string room, string errorCode);
    }
}
