using Bridges.Abstractions;
using Bridges.Core.Management;
using Bridges.Core.Media;
using Bridges.Matrix;

namespace Bridges.Core.Commands.Stickers;

/// <summary>Brings a pack of stickers or emoji into the room.</summary>
internal sealed class ImportStickersCommand(AccountChoice choice, StickerRooms rooms, StickerImports imports) : ICommand
{
    public string Name => "import-stickers";

    public string Arguments => "[account] <name or link>";

    public string Help => "bring a network's sticker pack into this room";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    // The pack is in this room afterwards, for all who are in it.
    public bool IsAboutChat(IReadOnlyList<string> words) => true;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (await choice.AbleAsync<IReadsStickerPacks>(call, "Sticker packs cannot be read from", cancellationToken) is not var (account, reader, name))
        {
            return;
        }

        if (!await rooms.MayPlaceAsync(call.Room, call.Sender, cancellationToken))
        {
            await call.Reply(StickerRooms.NotHere);
            return;
        }

        if (name.Length == 0 || await reader.ReadStickerPackAsync(name, cancellationToken) is not { } pack)
        {
            await call.Reply(name.Length == 0 ? "Which pack? Say its name or its link." : "I found no pack by that name.");
            return;
        }

        try
        {
            await call.Reply(await imports.ImportAsync(account, pack, call.Room, cancellationToken));
        }
        catch (MatrixException refusal)
        {
            await call.Reply($"The homeserver does not take the pack ({refusal.ErrorCode}).");
        }
    }
}
