using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Sticker sets and custom emoji.</summary>
internal sealed class StickerMethods(WorldState world) : IMethodGroup
{
    public void AddTo(MethodTable table)
    {
        table.Add("messages.getStickerSet", call => StickerView.Full(Find(call.Query.Object("stickerset")), world.Date, world.Files.Reference));
        table.Add("messages.getAllStickers", call => StickerView.Installed(world.Stickers.Of(call.Caller).Where(set => !set.IsEmoji), world.Date));
        table.Add("messages.getEmojiStickers", call => StickerView.Installed(world.Stickers.Of(call.Caller).Where(set => set.IsEmoji), world.Date));
        table.Add("messages.getCustomEmojiDocuments", call => TlObject.Vector(call.Query.Longs("document_id")
            .Select(world.Stickers.FindEmoji)
            .OfType<Media.Sticker>()
            .Select(emoji => DocumentView.Of(emoji, world.Date, world.Files.Reference))));
    }

    private StickerSet Find(TlObject set) => (set.Name switch
    {
        "inputStickerSetID" => world.Stickers.Find(set.Long("id")),
        "inputStickerSetShortName" => world.Stickers.Find(set.Text("short_name")),
        _ => null,
    }) ?? throw RpcException.BadRequest("STICKERSET_INVALID");
}
