using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Management;
using Bridges.Core.Media;
using Bridges.Matrix;

namespace Bridges.Core.Provisioning;

/// <inheritdoc cref="IUserStickerPacks"/>
internal sealed class UserStickerPacks(AccountRegistry accounts, StickerImports imports, ManagementRooms managementRooms, HomeserverClients clients, TimeProvider time) : IUserStickerPacks
{
    public async Task<JsonObject?> ReadAsync(UserId user, NetworkId network, AccountId? account, string nameOrLink, CancellationToken cancellationToken) =>
        (await CarryAsync(user, network, account, nameOrLink, cancellationToken))?.Content;

    public async Task<ImportedPack?> ImportAsync(UserId user, NetworkId network, AccountId? account, string nameOrLink, RoomId? room, CancellationToken cancellationToken)
    {
        // Before anything is fetched.
        if (room is { } wished && !await AreBothInAsync(wished, user, cancellationToken))
        {
            throw BridgeException.Permanent("You and the bridge's bot must both be in the room.");
        }

        if (await CarryAsync(user, network, account, nameOrLink, cancellationToken) is not { Content: not null } pack)
        {
            return null;
        }

        var target = room ?? await managementRooms.PrivateRoomAsync(user, cancellationToken);
        try
        {
            return await imports.PlaceAsync(pack, target, cancellationToken) is { } placed
                ? new ImportedPack(target, placed, pack.StateKey)
                : throw BridgeException.Permanent("The homeserver took the pack, but does not give it back.");
        }
        catch (MatrixException refusal) when (!refusal.IsTransient)
        {
            throw BridgeException.Permanent($"The homeserver does not take the pack ({refusal.ErrorCode}). The bridge's bot must be allowed to change the room's settings.", inner: refusal);
        }
    }

    private async Task<CarriedPack?> CarryAsync(UserId user, NetworkId network, AccountId? account, string nameOrLink, CancellationToken cancellationToken)
    {
        var (running, reader) = accounts.Able<IReadsStickerPacks>(user, network, account, "Sticker packs cannot be read from");
        var pack = await ModuleCalls.RunAsync(() => reader.ReadStickerPackAsync(nameOrLink, cancellationToken), ModulePatience.Command, time, cancellationToken);
        return pack is null ? null : await imports.CarryAsync(running, pack, cancellationToken);
    }

    private async Task<bool> AreBothInAsync(RoomId room, UserId user, CancellationToken cancellationToken)
    {
        try
        {
            return (await clients.Main.JoinedMembersAsync(actingAs: null, room, cancellationToken)).Contains(user);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // The homeserver tells members only.
            return false;
        }
    }
}
