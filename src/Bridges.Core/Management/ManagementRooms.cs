using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Management;

/// <summary>The rooms in which users talk with the bot.</summary>
internal sealed class ManagementRooms(Database database, UserTable users, HomeserverClients clients, CoreOptions options)
{
    private const int MaxMembers = 2;

    /// <summary>Joins a room that the bot was invited to, if its inviter may use the bridge.</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> JoinAsync(MatrixEvent invitation, CancellationToken cancellationToken)
    {
        if (options.Permissions.LevelOf(invitation.Sender) < PermissionLevel.User)
        {
            await clients.Main.LeaveAsync(actingAs: null, invitation.RoomId, cancellationToken);
            return false;
        }

        await clients.Main.JoinAsync(actingAs: null, invitation.RoomId, cancellationToken);
        return true;
    }

    /// <summary>Begins to talk with whoever invited the bot, where nobody else is there.</summary>
    public async Task GreetAsync(MatrixEvent invitation, CancellationToken cancellationToken)
    {
        if (!await IsBetweenTwoAsync(invitation.RoomId, cancellationToken))
        {
            return;
        }

        await database.WriteAsync([UserTable.SetManagementRoom(invitation.Sender.Value, invitation.RoomId.Value)], cancellationToken: cancellationToken);
        await SayAsync(
            invitation.RoomId,
            "Hello. I connect your chats on other networks with Matrix.\nSay `login` to begin, or `help` for everything I understand.",
            cancellationToken);
    }

    /// <summary>Whether every message in a room is meant for the bot.</summary>
    public async ValueTask<bool> IsManagementRoomAsync(RoomId room, UserId user, CancellationToken cancellationToken) =>
        await users.ManagementRoomAsync(user.Value, cancellationToken) == room.Value
        || await IsBetweenTwoAsync(room, cancellationToken);

    /// <summary>Whether nobody but one user and the bot reads a room.</summary>
    public async Task<bool> IsBetweenTwoAsync(RoomId room, CancellationToken cancellationToken)
    {
        var members = await clients.Main.JoinedMembersAsync(actingAs: null, room, cancellationToken);
        return members.Count <= MaxMembers && members.Contains(options.Bot);
    }

    /// <summary>Says something to a user where they talk with the bot; opens a room for that where there is none.</summary>
    public async Task TellAsync(UserId user, string text, CancellationToken cancellationToken)
    {
        var room = await users.ManagementRoomAsync(user.Value, cancellationToken) is { } known
            ? new RoomId(known)
            : await OpenAsync(user, cancellationToken);
        await SayAsync(room, text, cancellationToken);
    }

    /// <summary>Says something in a room, as the bot. Words in backquotes are shown as code.</summary>
    public Task<EventId> SayAsync(RoomId room, string text, CancellationToken cancellationToken) =>
        SayAsync(room, BotText.Compose(text), cancellationToken);

    /// <summary>Says something else in place of what was said before.</summary>
    public Task CorrectAsync(RoomId room, EventId said, string text, CancellationToken cancellationToken) =>
        SayAsync(room, BotText.Compose(text).AsReplacementOf(said), cancellationToken);

    private Task<EventId> SayAsync(RoomId room, RoomMessageContent content, CancellationToken cancellationToken) =>
        clients.Main.SendMessageAsync(actingAs: null, room, $"b{Guid.NewGuid():N}", content, timestamp: null, cancellationToken);

    private async Task<RoomId> OpenAsync(UserId user, CancellationToken cancellationToken)
    {
        var room = await clients.Main.CreateRoomAsync(
            actingAs: null,
            new CreateRoomRequest { Name = options.BotName, Preset = "trusted_private_chat", IsDirect = true, Invite = [user] },
            cancellationToken);
        await database.WriteAsync([UserTable.SetManagementRoom(user.Value, room.Value)], cancellationToken: cancellationToken);
        return room;
    }
}
