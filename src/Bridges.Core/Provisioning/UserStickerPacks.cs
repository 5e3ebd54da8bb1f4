using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Management;
using Bridges.Core.Media;
using Bridges.Matrix;

namespace Bridges.Core.Provisioning;

/// <inheritdoc cref="IUserStickerPacks"/>
internal sealed class UserStickerPacks(AccountRegistry accounts, StickerImports imports, StickerRooms rooms, ManagementRooms managementRooms, TimeProvider time) : IUserStickerPacks
{
    public Task<IReadOnlyList<StickerPackSummary>> ListAsync(UserId user, NetworkId network, AccountId? account, CancellationToken cancellationToken)
    {
        var (_, lister) = accounts.Able<IListsStickerPacks>(user, network, account, "No list of sticker packs can be had from");
        return ModuleCalls.RunAsync(() => lister.ListStickerPacksAsync(cancellationToken), ModulePatience.Command, time, cancellationToken);
    }

    public async Task<JsonObject?> ReadAsync(UserId user, NetworkId network, AccountId? account, string nameOrLink, CancellationToken cancellationToken) =>
        (await CarryAsync(user, network, account, nameOrLink, cancellationToken))?.Content;

    public async Task<ImportedPack?> ImportAsync(UserId user, NetworkId network, AccountId? account, string nameOrLink, RoomId? room, CancellationToken cancellationToken)
    {
        // Before anything is fetched.
        if (room is { } wished && !await rooms.MayPlaceAsync(wished, user, cancellationToken))
        {
            throw BridgeException.Permanent("You and the bridge's bot must both be in the room, and you must be allowed to change its packs of stickers.");
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
}
