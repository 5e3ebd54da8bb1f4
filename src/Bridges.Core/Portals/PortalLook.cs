using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals;

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
        if (wanted.Name != portal.Name && await SetAsync(portal, EventTypes.Name, new JsonObject { ["name"] = wanted.Name }, cancellationToken))
        {
            written = written with { Name = wanted.Name };
        }

        if (wanted.Topic != portal.Topic && await SetAsync(portal, EventTypes.Topic, new JsonObject { ["topic"] = wanted.Topic ?? "" }, cancellationToken))
        {
            written = written with { Topic = wanted.Topic };
        }

        if (wanted.AvatarMxc == portal.AvatarMxc
            || await SetAsync(portal, EventTypes.Avatar, wanted.AvatarMxc is { } mxc ? new JsonObject { ["url"] = mxc } : [], cancellationToken))
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

    private Task<bool> SetAsync(PortalRow portal, string type, JsonObject content, CancellationToken cancellationToken) =>
        TryAsync(portal, type, () => clients.Main.SendStateAsync(actingAs: null, new RoomId(portal.RoomId!), type, "", content, cancellationToken));

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
