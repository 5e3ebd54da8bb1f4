using Bridges.Abstractions;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Looks;

/// <summary>
/// Mends name, topic and picture of a room: what the network shows now is compared with what the bridge wrote last. What was
/// refused is tried again with the next look.
/// </summary>
internal sealed partial class PortalLook(PortalRegistry portals, PortalDescriptions descriptions, PortalTraits traits, PortalPrivacy privacy, HomeserverClients clients, ILogger<PortalLook> logger)
{
    public async Task MendAsync(IRemoteAccount account, PortalRow portal, ChatDetails details, CancellationToken cancellationToken)
    {
        await TryAsync(portal, RoomStateTypes.HistoryVisibility, () => privacy.MendAsync(portal, cancellationToken));
        var wanted = await descriptions.ApplyAsync(account, details, portal, cancellationToken);
        var written = portal with { Kind = wanted.Kind, OtherUser = wanted.OtherUser };
        if (wanted.Name != portal.Name && await SetAsync(wanted, EventTypes.Name, cancellationToken))
        {
            written = written with { Name = wanted.Name };
        }

        if (wanted.Topic != portal.Topic && await SetAsync(wanted, EventTypes.Topic, cancellationToken))
        {
            written = written with { Topic = wanted.Topic };
        }

        if (wanted.AvatarMxc == portal.AvatarMxc || await SetAsync(wanted, EventTypes.Avatar, cancellationToken))
        {
            written = written with { AvatarId = wanted.AvatarId, AvatarMxc = wanted.AvatarMxc };
        }

        if (written != portal)
        {
            await portals.ChangeLookAsync(
                portal,
                now => now with
                {
                    Kind = written.Kind, OtherUser = written.OtherUser, Name = written.Name, Topic = written.Topic, AvatarId = written.AvatarId, AvatarMxc = written.AvatarMxc,
                },
                cancellationToken);
        }

        await traits.MendAsync(account, portal, details, cancellationToken);
    }

    /// <summary>What the room shows already is not written again: somebody here may have brought it about.</summary>
    private Task<bool> SetAsync(PortalRow wanted, string type, CancellationToken cancellationToken) => TryAsync(
        wanted, type,
        async () =>
        {
            var (room, value) = (new RoomId(wanted.RoomId!), RoomLook.ValueOf(type, wanted));
            if (RoomLook.ValueIn(type, await clients.Main.GetStateAsync(actingAs: null, room, type, "", cancellationToken)) != value)
            {
                await clients.Main.SendStateAsync(actingAs: null, room, type, "", RoomLook.Content(type, value), cancellationToken);
            }
        });

    private async Task<bool> TryAsync(PortalRow portal, string type, Func<Task> set)
    {
        try
        {
            await set();
            return true;
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            Log.Refused(logger, portal.RoomId!, type, exception.ErrorCode);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The homeserver does not let the bot set {Type} in room {Room} ({ErrorCode})")]
        public static partial void Refused(ILogger logger, string room, string type, string errorCode);
    }
}
