using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Matrix;

namespace Bridges.Core.Media;

/// <summary>Puts a network's stickers or emoji into a room as a pack (MSC2545). A pack that is there already is brought up to date.</summary>
internal sealed class StickerImports(RemoteFiles files, HomeserverClients clients, CoreOptions options)
{
    private const int MostStickers = 200;
    private const int AtOnce = 4;
    private const int MostBrokenNamed = 10;

    /// <returns>What became of it, in words; the names in it are a stranger's.</returns>
    /// <exception cref="MatrixException">The homeserver does not take it.</exception>
    public async Task<FormattableString> ImportAsync(RunningAccount account, StickerPack pack, RoomId room, CancellationToken cancellationToken)
    {
        var carried = await CarryAsync(account, pack, cancellationToken);
        return carried.Content is null ? $"None of the {carried.Images.Count} stickers of \"{pack.Title}\" could be brought here."
            : await PlaceAsync(carried, room, cancellationToken) is null ? $"The homeserver took the pack, but does not give it back."
            : Words(pack, carried.Images);
    }

    /// <summary>Brings the pack's pictures to the homeserver; no room has it yet.</summary>
    public async Task<CarriedPack> CarryAsync(RunningAccount account, StickerPack pack, CancellationToken cancellationToken)
    {
        var images = new PackImage?[Math.Min(pack.Stickers.Count, MostStickers)];
        await Parallel.ForAsync(0, images.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (index, token) =>
            images[index] = await CarryAsync(account, pack, pack.Stickers[index], token));

        var named = new Dictionary<string, PackImage>(StringComparer.Ordinal);
        for (var index = 0; index < images.Length; index++)
        {
            if (images[index] is { } image)
            {
                named[$"{ShortName(pack.Title)}{index + 1}"] = image;
            }
        }

        var content = named.Count == 0
            ? null
            : new ImagePack { DisplayName = pack.Title, Attribution = account.NetworkName, Images = named }.ToJson(pack.IsCustomEmoji ? "emoticon" : "sticker");
        return new CarriedPack($"{account.Network}/{pack.Id}", images, content);
    }

    /// <summary>Puts a pack that has pictures into a room.</summary>
    /// <returns>Null where it is not there afterwards.</returns>
    /// <exception cref="MatrixException">The homeserver does not take it.</exception>
    public async Task<EventId?> PlaceAsync(CarriedPack pack, RoomId room, CancellationToken cancellationToken)
    {
        var sent = await clients.Main.SendStateAsync(actingAs: null, room, ImagePack.RoomType, pack.StateKey, pack.Content!, cancellationToken);
        // What is said to be there is looked at first.
        return await clients.Main.GetStateAsync(actingAs: null, room, ImagePack.RoomType, pack.StateKey, cancellationToken) is { } there && CountOf(there) == CountOf(pack.Content!)
            ? sent
            : null;
    }

    private static int CountOf(JsonObject content) => content["images"]?.AsObject().Count ?? 0;

    private async Task<PackImage?> CarryAsync(RunningAccount account, StickerPack pack, StickerContent sticker, CancellationToken cancellationToken)
    {
        try
        {
            var file = new RemoteFile(account, new ChatKey(new RemoteChatId(pack.Id)), Message: null, "", sticker.File, pack.IsCustomEmoji ? FileForm.Emoji : FileForm.Sticker);
            var carried = await files.Begin(file).Completion.WaitAsync(cancellationToken);
            return carried.ContentType.StartsWith("image/", StringComparison.Ordinal) ? Image(account.Network, carried, sticker) : null;
        }
        catch (Exception exception) when (exception is BridgeException or FileRefusedException)
        {
            return null;
        }
    }

    private PackImage Image(NetworkId network, CarriedFile carried, StickerContent sticker)
    {
        var largest = Math.Max(carried.Width ?? 0, carried.Height ?? 0);
        var scale = largest > options.StickerSide ? (double)options.StickerSide / largest : 1;
        var info = new MediaInfo
        {
            MimeType = carried.ContentType,
            Size = carried.Size,
            Width = (long?)(carried.Width * scale),
            Height = (long?)(carried.Height * scale),
        };
        return new PackImage(carried.Address, sticker.Emoji is { Length: > 0 } emoji ? emoji : "Sticker", info.Animated(carried.IsAnimated).Marked(network, sticker.Pack));
    }

    private static FormattableString Words(StickerPack pack, IReadOnlyList<PackImage?> images)
    {
        var broken = images.Select(static (image, index) => image is null ? index + 1 : 0).Where(static number => number > 0).ToArray();
        var lost = broken.Length == 0 ? "" : $" Not to be had: number {string.Join(", ", broken.Take(MostBrokenNamed))}{(broken.Length > MostBrokenNamed ? " …" : "")}.";
        return $"\"{pack.Title}\" is in this room now: {images.Count - broken.Length} of {pack.Stickers.Count}. Clients that know packs (MSC2545) offer it here.{lost}";
    }

    private static string ShortName(string title)
    {
        var letters = string.Concat(title.Where(static character => char.IsAsciiLetterOrDigit(character))).ToLowerInvariant();
        return letters.Length is 0 ? "sticker" : letters[..Math.Min(letters.Length, 20)];
    }
}
