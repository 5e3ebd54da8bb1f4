using System.Text.Json.Nodes;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Management;

/// <summary>
/// The one room in which the admins of the bridge hear what needs a person: the one that the options name, or one that the bot makes
/// and keeps, for those whom the permissions name as admins and nobody else.
/// </summary>
internal sealed partial class AdminRoom(
    ManagementRooms rooms, Database database, SettingTable settings, HomeserverClients clients, CoreOptions options, ILogger<AdminRoom> logger)
{
    private const string Made = "admin-room";

    /// <summary>Says something there; where there is no such room, to each admin where they talk with the bot.</summary>
    public async Task TellAsync(BotText text, CancellationToken cancellationToken)
    {
        UserId[] admins = [.. options.Permissions.UsersOf(PermissionLevel.Admin)];
        if (options.AdminRoom is { } named && await TryAsync(named, text, cancellationToken))
        {
            return;
        }

        if (options.AdminRoom is not null || !options.AdminsShareRoom)
        {
            await TellEachAsync(admins, text, cancellationToken);
        }
        else if (admins.Length > 0)
        {
            await rooms.SayAsync(await KeptAsync(admins, cancellationToken), text, cancellationToken);
        }
    }

    private async Task<bool> TryAsync(RoomId room, BotText text, CancellationToken cancellationToken)
    {
        try
        {
            await clients.Main.JoinAsync(actingAs: null, room, cancellationToken);
            await rooms.SayAsync(room, text, cancellationToken);
            return true;
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            Log.NotReached(logger, exception, room.Value);
            return false;
        }
    }

    private async Task TellEachAsync(IEnumerable<UserId> admins, BotText text, CancellationToken cancellationToken)
    {
        foreach (var admin in admins)
        {
            try
            {
                await rooms.TellAsync(admin, text, cancellationToken);
            }
            catch (MatrixException exception) when (!exception.IsTransient)
            {
                Log.NotTold(logger, exception);
            }
        }
    }

    /// <summary>The room that the bot made, with the admins of this moment and nobody else.</summary>
    private async Task<RoomId> KeptAsync(UserId[] admins, CancellationToken cancellationToken)
    {
        if (await settings.GetAsync(Made, cancellationToken) is not { } known || await MembersAsync(new RoomId(known), cancellationToken) is not { } members)
        {
            return await MakeAsync(admins, cancellationToken);
        }

        var room = new RoomId(known);
        foreach (var admin in admins)
        {
            await ChangeAsync(() => clients.Main.InviteOnceAsync(room, admin, cancellationToken));
        }

        foreach (var other in members.Where(member => member != options.Bot && !admins.Contains(member)))
        {
            await ChangeAsync(() => clients.Main.KickAsync(actingAs: null, room, other, "no longer an admin of the bridge", cancellationToken));
        }

        return room;
    }

    /// <summary>Who is in the room, or invited; null where the bot is not in it any more.</summary>
    private async Task<IReadOnlyList<UserId>?> MembersAsync(RoomId room, CancellationToken cancellationToken)
    {
        try
        {
            var joined = await clients.Main.MembersAsync(actingAs: null, room, "join", cancellationToken);
            return joined.Contains(options.Bot) ? [.. joined, .. await clients.Main.MembersAsync(actingAs: null, room, "invite", cancellationToken)] : null;
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            return null;
        }
    }

    /// <summary>One person who cannot be brought in or put out keeps nobody else from being told.</summary>
    private async Task ChangeAsync(Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            Log.NotTold(logger, exception);
        }
    }

    private async Task<RoomId> MakeAsync(UserId[] admins, CancellationToken cancellationToken)
    {
        var room = await clients.Main.CreateRoomAsync(
            actingAs: null,
            new CreateRoomRequest
            {
                Name = $"{options.BotName}: for its admins",
                Topic = "What needs a person, once each, and when it is well again.",
                Preset = "private_chat",
                Visibility = "private",
                InitialState =
                [
                    new InitialState(RoomStateTypes.GuestAccess, "", new JsonObject { ["guest_access"] = "forbidden" }),
                    // What is said before an invitation is taken is meant for the invited; what was said before it, for others.
                    new InitialState(RoomStateTypes.HistoryVisibility, "", new JsonObject { ["history_visibility"] = "invited" }),
                ],
                PowerLevelContentOverride = RoomPowers.Content(options.Bot.Value, new Dictionary<string, int>(StringComparer.Ordinal), RoomRights.Nobody, isDirect: false),
            },
            cancellationToken);
        await database.WriteAsync([SettingTable.Set(Made, room.Value)], cancellationToken: cancellationToken);
        foreach (var admin in admins)
        {
            // One by one: a single admin whom the homeserver does not know would otherwise keep the room from being made.
            await ChangeAsync(() => clients.Main.InviteOnceAsync(room, admin, cancellationToken));
        }

        return room;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The room {Room} that bridging.admin_room names cannot be used: invite the bot there. Until then each admin is told alone")]
        public static partial void NotReached(ILogger logger, Exception exception, string room);

        [LoggerMessage(Level = LogLevel.Warning, Message = "An admin could not be told of something")]
        public static partial void NotTold(ILogger logger, Exception exception);
    }
}
