using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals;

/// <summary>
/// Makes the room of a chat, in as few requests as can be: all state goes into the creation, and of the members only
/// those who are needed at once; the rest follow when they speak or with the next look at the chat.
/// </summary>
internal sealed partial class PortalMaker(
    PortalRegistry portals, AccountChats accountChats, GhostRegistry ghosts, Avatars avatars, OrphanedRooms orphans, DirectChats directChats,
    BridgeInformation information, HomeserverClients clients, DoublePuppets doublePuppets, CoreOptions options, ICheckpoints checkpoints, TimeProvider time, ILogger<PortalMaker> logger) : IDisposable
{
    private const int MaxOpening = 4;

    private readonly SemaphoreSlim _opening = new(MaxOpening);

    /// <summary>The portal with its room, made where there is none.</summary>
    /// <param name="company">Someone who is about to speak in the room, or null.</param>
    public Task<PortalRow> EnsureAsync(RunningAccount account, ChatKey chat, RemoteUserId? company, CancellationToken cancellationToken) =>
        EnsureAsync(account, chat, company, wanted: false, cancellationToken);

    /// <summary>
    /// The portal with its room, made where there is none, and the owner in it even if they had left. Few at a time and first
    /// come, first served: the rooms of a whole account must not keep a message to a new chat waiting for its room.
    /// </summary>
    public async Task<PortalRow> OpenAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            return await EnsureAsync(account, chat, company: null, wanted: true, cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    public void Dispose() => _opening.Dispose();

    private async Task<PortalRow> EnsureAsync(RunningAccount account, ChatKey chat, RemoteUserId? company, bool wanted, CancellationToken cancellationToken)
    {
        var portal = await portals.FindAsync(account.Network, chat, cancellationToken);
        if (portal?.RoomId is not null)
        {
            await JoinOwnerAsync(portal, account, wanted, cancellationToken);
            return portal;
        }

        var details = await account.Account.GetChatAsync(chat, cancellationToken);
        if (portal is { IsCreating: true } && await orphans.FindAsync(account.Network, chat, cancellationToken) is { } orphan)
        {
            Log.Adopted(logger, orphan.Value);
            if (await FirstGhostAsync(account, details, company, cancellationToken) is { } resident)
            {
                await clients.Main.JoinAsync(orphan, new MatrixSender(clients.Main, resident), cancellationToken);
            }

            return await SettleAsync(portal with { RoomId = orphan.Value, IsCreating = false }, account, cancellationToken);
        }

        portal = await DescribeAsync(account, details, cancellationToken);
        await portals.SaveAsync(portal with { IsCreating = true }, cancellationToken);
        checkpoints.Reached(Checkpoint.RoomCreationNoted);
        var first = await FirstGhostAsync(account, details, company, cancellationToken);
        var room = await clients.Main.CreateRoomAsync(actingAs: null, Request(account, details, portal, first), cancellationToken);
        checkpoints.Reached(Checkpoint.RoomCreated);
        Log.Made(logger, room.Value, account.Network.Value);
        if (first is { } ghost)
        {
            await clients.Main.JoinAsync(ghost, room, cancellationToken);
        }

        return await SettleAsync(portal with { RoomId = room.Value, IsCreating = false }, account, cancellationToken);
    }

    private async Task<PortalRow> DescribeAsync(RunningAccount account, ChatDetails details, CancellationToken cancellationToken)
    {
        var (name, avatar) = await GhostRegistry.LookOfChatAsync(account, details, cancellationToken);
        return new PortalRow
        {
            Network = account.Network,
            Chat = details.Key,
            Kind = details.Kind,
            Name = name,
            Topic = details.Topic is { } topic ? ShownText.Topic(topic) : null,
            AvatarId = avatar?.Id,
            AvatarMxc = (await avatars.UploadAsync(account, avatar, cancellationToken))?.Value,
            OtherUser = details.OtherUser?.Value,
            CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
    }

    private async Task<UserId?> FirstGhostAsync(RunningAccount account, ChatDetails details, RemoteUserId? company, CancellationToken cancellationToken)
    {
        var who = details.OtherUser ?? company;
        return who is { } user && user != account.Account.Self
            ? await ghosts.EnsureAsync(account, user, cancellationToken)
            : null;
    }

    private CreateRoomRequest Request(RunningAccount account, ChatDetails details, PortalRow portal, UserId? firstGhost)
    {
        var state = new List<InitialState>();
        foreach (var type in BridgeInformation.EventTypes)
        {
            state.Add(new InitialState(type, information.StateKeyOf(account.Network), information.Content(account.Network, details.Key, portal.Name)));
        }

        // MSC4171: clients leave the bot out when they name a room after its members.
        state.Add(new InitialState("io.element.functional_members", "", new JsonObject { ["service_members"] = new JsonArray(options.Bot.Value) }));
        if (portal.AvatarMxc is { } mxc)
        {
            state.Add(new InitialState("m.room.avatar", "", new JsonObject { ["url"] = mxc }));
        }

        var owners = new Dictionary<string, int>(StringComparer.Ordinal);
        if (details.Members.FirstOrDefault(member => member.User == account.Account.Self) is { } self)
        {
            owners[account.Owner.Value] = RoomPowers.OfUser(self.Role, details.WhoMaySend);
        }

        return new CreateRoomRequest
        {
            Name = portal.Name,
            Topic = portal.Topic,
            Preset = "private_chat",
            Visibility = "private",
            IsDirect = details.Kind == ChatKind.Direct,
            Invite = firstGhost is { } ghost ? [account.Owner, ghost] : [account.Owner],
            InitialState = state,
            PowerLevelContentOverride = RoomPowers.Content(options.Bot.Value, owners),
            CreationContent = new JsonObject { ["m.federate"] = true },
        };
    }

    private async Task<PortalRow> SettleAsync(PortalRow portal, RunningAccount account, CancellationToken cancellationToken)
    {
        await portals.SaveAsync(portal, cancellationToken);
        checkpoints.Reached(Checkpoint.RoomNoted);
        await JoinOwnerAsync(portal, account, wanted: true, cancellationToken);
        return portal;
    }

    /// <summary>Brings the account's owner into the room, by double puppet where that works, by invitation where not. Once.</summary>
    /// <param name="wanted">They asked for it, so do it again.</param>
    private async Task JoinOwnerAsync(PortalRow portal, RunningAccount account, bool wanted, CancellationToken cancellationToken)
    {
        if (!wanted && await accountChats.ContainsAsync(account, portal.Chat, cancellationToken))
        {
            return;
        }

        var room = new RoomId(portal.RoomId!);
        if (await doublePuppets.FindAsync(account.Owner, cancellationToken) is { } puppet)
        {
            await clients.Main.JoinAsync(room, puppet, cancellationToken);
        }
        else
        {
            await clients.Main.InviteOnceAsync(room, account.Owner, cancellationToken);
        }

        if (portal is { Kind: ChatKind.Direct, OtherUser: { } other })
        {
            await directChats.AddAsync(account.Owner, ghosts.IdOf(account.Network, new RemoteUserId(other)), room, cancellationToken);
        }

        // Last: whoever is noted as having been brought in is not brought in again.
        checkpoints.Reached(Checkpoint.OwnerJoined);
        await accountChats.AddAsync(account, portal.Chat, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Made room {Room} for a {Network} chat")]
        public static partial void Made(ILogger logger, string room, string network);

        [LoggerMessage(Level = LogLevel.Information, Message = "Found room {Room}, made before a crash, for its chat")]
        public static partial void Adopted(ILogger logger, string room);
    }
}
