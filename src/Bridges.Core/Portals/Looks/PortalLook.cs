using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Looks;

/// <summary>
/// Mends name, topic and picture of a room: what the network shows now is compared with what the bridge wrote last. What was
/// refused is tried again with the next look.
/// </summary>
internal sealed partial class PortalLook(PortalRegistry portals, PortalDescriptions descriptions, PortalTraits traits, PortalPrivacy privacy, LookWriter writer, LookAuthorship authorship, ILogger<PortalLook> logger)
{
    /// <inheritdoc cref="LookAuthorship.Told"/>
    public void Told(NetworkId network, ChatKey chat, RemoteChatChange change) => authorship.Told(network, chat, change);

    /// <inheritdoc cref="LookAuthorship.Take"/>
    public LookAuthors TakeAuthors(PortalRow portal) => authorship.Take(portal.Network, portal.Chat);

    /// <inheritdoc cref="LookAuthorship.GiveBack"/>
    public void GiveBackAuthors(PortalRow portal, LookAuthors taken) => authorship.GiveBack(portal.Network, portal.Chat, taken);

    /// <param name="authors">Who is known to have given the chat what it shows now.</param>
    public async Task MendAsync(RunningAccount account, PortalRow portal, ChatDetails details, LookAuthors authors, CancellationToken cancellationToken)
    {
        await TryAsync(portal, RoomStateTypes.HistoryVisibility, () => privacy.MendAsync(portal, cancellationToken));
        var wanted = await descriptions.ApplyAsync(account, details, portal, cancellationToken);
        if (authors == LookAuthors.Unknown && wanted.Kind is not (ChatKind.Direct or ChatKind.NoteToSelf)
            && (wanted.Name, wanted.Topic, wanted.AvatarMxc) != (portal.Name, portal.Topic, portal.AvatarMxc))
        {
            authors = await authorship.TakeLateAsync(portal.Network, portal.Chat, cancellationToken);
        }

        var written = portal with { Kind = wanted.Kind, OtherUser = wanted.OtherUser };
        if (wanted.Name != portal.Name && await SetAsync(EventTypes.Name))
        {
            written = written with { Name = wanted.Name };
        }

        if (wanted.Topic != portal.Topic && await SetAsync(EventTypes.Topic))
        {
            written = written with { Topic = wanted.Topic };
        }

        if (wanted.AvatarMxc == portal.AvatarMxc || await SetAsync(EventTypes.Avatar))
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

        Task<bool> SetAsync(string type) => TryAsync(wanted, type, () => writer.WriteAsync(account, wanted, details, type, authors.Of(type), cancellationToken));
    }

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
