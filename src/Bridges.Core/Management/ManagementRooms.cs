using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Caching;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Management;

/// <summary>The rooms in which users talk with the bot: of each user the one that they used last.</summary>
internal sealed class ManagementRooms(Database database, UserTable users, RoomPrivacy privacy, HomeserverClients clients, CoreOptions options)
{
    private const int MaxMembers = 2;

    /// <summary>Several parts may have something to say to one user at once, and are to open one room.</summary>
    private readonly KeyedGate<UserId> _opening = new();

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

        await UsedAsync(invitation.Sender, invitation.RoomId, cancellationToken);
        await SayAsync(
            invitation.RoomId,
            "Hello. I connect your chats on other networks with Matrix.\nSay `login` to begin, or `help` for everything I understand.",
            cancellationToken);
    }

    /// <summary>Whether every message of a user in a room is meant for the bot: nobody else is there. Who talks there is talked to there from now on.</summary>
    public async ValueTask<bool> IsManagementRoomAsync(RoomId room, UserId user, CancellationToken cancellationToken)
    {
        if (!await IsBetweenTwoAsync(room, cancellationToken))
        {
            return false;
        }

        if (await users.ManagementRoomAsync(user.Value, cancellationToken) != room.Value)
        {
            await UsedAsync(user, room, cancellationToken);
        }

        return true;
    }

    /// <summary>As <see cref="IsManagementRoomAsync"/>, or the room was one until somebody else came into it: then the user is still heard, and told so.</summary>
    public async ValueTask<bool> IsTalkRoomAsync(RoomId room, UserId user, CancellationToken cancellationToken) =>
        await IsManagementRoomAsync(room, user, cancellationToken) || await users.ManagementRoomAsync(user.Value, cancellationToken) == room.Value;

    /// <summary>Whether just this user and the bot are in a room; not where the bot is not in it.</summary>
    public async Task<bool> AreAloneAsync(RoomId room, UserId user, CancellationToken cancellationToken)
    {
        try
        {
            var members = await clients.Main.JoinedMembersAsync(actingAs: null, room, cancellationToken);
            return members.Count == MaxMembers && members.Contains(options.Bot) && members.Contains(user);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            return false;
        }
    }

    /// <summary>Whether nobody but one user and the bot reads a room.</summary>
    public async Task<bool> IsBetweenTwoAsync(RoomId room, CancellationToken cancellationToken)
    {
        var members = await clients.Main.JoinedMembersAsync(actingAs: null, room, cancellationToken);
        return members.Count <= MaxMembers && members.Contains(options.Bot);
    }

    /// <summary>A room that is fit for a user's secrets: the one at hand, or another that the bot opens.</summary>
    public Task<RoomId> PrivateRoomAsync(UserId user, CancellationToken cancellationToken) =>
        RoomAsync(user, async known => await privacy.WhyNotAsync(known, user, cancellationToken) is null, cancellationToken);

    /// <summary>Says something to a user where they talk with the bot; opens a room for that where there is none, or they are not in it any more.</summary>
    public async Task TellAsync(UserId user, BotText text, CancellationToken cancellationToken)
    {
        var room = await RoomAsync(user, known => ReachesAsync(known, user, cancellationToken), cancellationToken);
        await SayAsync(room, text, cancellationToken);
    }

    /// <inheritdoc cref="TellAsync(UserId, BotText, CancellationToken)"/>
    public Task TellAsync(UserId user, FormattableString text, CancellationToken cancellationToken) => TellAsync(user, BotText.Of(text), cancellationToken);

    /// <summary>Says something in a room, as the bot.</summary>
    public Task<EventId> SayAsync(RoomId room, BotText text, CancellationToken cancellationToken) => SayAsync(room, text.Compose(), cancellationToken);

    /// <inheritdoc cref="SayAsync(RoomId, BotText, CancellationToken)"/>
    public Task<EventId> SayAsync(RoomId room, FormattableString text, CancellationToken cancellationToken) => SayAsync(room, BotText.Of(text), cancellationToken);

    public Task<EventId> SayAsync(RoomId room, RichText text, CancellationToken cancellationToken) => SayAsync(room, BotText.Compose(text), cancellationToken);

    /// <summary>Says something else in place of what was said before.</summary>
    public Task CorrectAsync(RoomId room, EventId said, BotText text, CancellationToken cancellationToken) =>
        SayAsync(room, text.Compose().AsReplacementOf(said), cancellationToken);

    public Task<EventId> SayAsync(RoomId room, RoomMessageContent content, CancellationToken cancellationToken) =>
        clients.Main.SendMessageAsync(actingAs: null, room, $"b{Guid.NewGuid():N}", content, timestamp: null, cancellationToken);

    /// <summary>Whether a user is in a room with the bot, or invited to it, and nobody else.</summary>
    private async Task<bool> ReachesAsync(RoomId room, UserId user, CancellationToken cancellationToken)
    {
        try
        {
            var members = await clients.Main.JoinedMembersAsync(actingAs: null, room, cancellationToken);
            return members.Contains(options.Bot) && members.All(member => member == options.Bot || member == user)
                && (members.Contains(user)
                    || (await clients.Main.GetStateAsync(actingAs: null, room, EventTypes.Member, user.Value, cancellationToken))?["membership"]?.ToString() == "invite");
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // The bot was put out of it, or it is gone.
            return false;
        }
    }

    /// <summary>The room in which a user talks with the bot, as long as it will do; else a new one.</summary>
    private async Task<RoomId> RoomAsync(UserId user, Func<RoomId, Task<bool>> willDo, CancellationToken cancellationToken)
    {
        using var turn = await _opening.EnterAsync(user, cancellationToken);
        return await users.ManagementRoomAsync(user.Value, cancellationToken) is { } known && await willDo(new RoomId(known))
            ? new RoomId(known)
            : await OpenAsync(user, cancellationToken);
    }

    private async Task<RoomId> OpenAsync(UserId user, CancellationToken cancellationToken)
    {
        var room = await clients.Main.CreateRoomAsync(
            actingAs: null,
            new CreateRoomRequest
            {
                Name = options.BotName,
                Preset = "private_chat",
                Visibility = "private",
                IsDirect = true,
                Invite = [user],
                InitialState =
                [
                    new InitialState(RoomStateTypes.GuestAccess, "", new JsonObject { ["guest_access"] = "forbidden" }),
                    // What is said before the invitation is taken is meant for the invited.
                    new InitialState(RoomStateTypes.HistoryVisibility, "", new JsonObject { ["history_visibility"] = "invited" }),
                ],
                PowerLevelContentOverride = RoomPowers.Content(options.Bot.Value, new Dictionary<string, int>(StringComparer.Ordinal), RoomRights.Nobody, isDirect: false),
            },
            cancellationToken);
        await UsedAsync(user, room, cancellationToken);
        return room;
    }

    private async Task UsedAsync(UserId user, RoomId room, CancellationToken cancellationToken) =>
        await database.WriteAsync([UserTable.SetManagementRoom(user.Value, room.Value)], cancellationToken: cancellationToken);
}
