using System.Text.Json;
using Bridges.Core;
using Bridges.Matrix;

namespace Bridges.Host.Provisioning;

/// <summary>Networks' packs of stickers and emoji.</summary>
internal sealed class ProvisioningStickers(IUserStickerPacks packs)
{
    /// <summary>The packs that the user has there.</summary>
    public async Task<IReadOnlyList<ListedPackBody>> ListAsync(ProvisioningCall call) =>
        [.. (await packs.ListAsync(call.User, call.Network.Id, call.Account, call.Cancelled)).Select(pack => ListedPackBody.Of(pack, call.Network))];

    /// <summary>A pack as it would stand in a room.</summary>
    public async Task<JsonElement> ReadAsync(ProvisioningCall call) =>
        await packs.ReadAsync(call.User, call.Network.Id, call.Account, PackOf(call), call.Cancelled) is { } content
            ? JsonSerializer.SerializeToElement(content, ProvisioningJson.Default.JsonObject)
            : throw NotThere();

    public async Task<ImportedPackBody> ImportAsync(ProvisioningCall call) =>
        await packs.ImportAsync(call.User, call.Network.Id, call.Account, PackOf(call), RoomOf(call), call.Cancelled) is { } imported
            ? new ImportedPackBody(imported.Event.Value, imported.Room.Value, imported.StateKey)
            : throw NotThere();

    private static string PackOf(ProvisioningCall call) => call.Query("pack_url")
        ?? throw new ProvisioningException(StatusCodes.Status400BadRequest, ProvisioningErrorCodes.MissingParameter, "Which pack? Say its name or its link as 'pack_url'.");

    private static RoomId? RoomOf(ProvisioningCall call) =>
        call.Query("room_id") is not { } named ? null
        : RoomId.TryParse(named, out var room) ? room
        : throw new ProvisioningException(StatusCodes.Status400BadRequest, MatrixErrorCodes.InvalidParam, "'room_id' is no room id.");

    private static ProvisioningException NotThere() =>
        new(StatusCodes.Status404NotFound, MatrixErrorCodes.NotFound, "There is no pack by that name, or none of its pictures can be had.");
}
