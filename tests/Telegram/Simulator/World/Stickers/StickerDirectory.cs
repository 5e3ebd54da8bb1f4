namespace Bridges.Telegram.Simulator.World;

/// <summary>All sticker sets.</summary>
public sealed class StickerDirectory
{
    private readonly WorldState world;
    private readonly Dictionary<long, StickerSet> sets = [];
    private readonly HashSet<(Person Person, long Set)> installed = [];

    internal StickerDirectory(WorldState world) => this.world = world;

    /// <summary>Makes a set of stickers.</summary>
    public StickerSet AddSet(string name, string title, params IReadOnlyList<Media.Sticker> stickers) => Add(name, title, isEmoji: false, stickers);

    /// <summary>Makes a set of custom emoji.</summary>
    public StickerSet AddEmoji(string name, string title, params IReadOnlyList<Media.Sticker> emoji) => Add(name, title, isEmoji: true, emoji);

    /// <summary>Somebody adds a set to their own.</summary>
    public void Install(Person person, StickerSet set) => world.Change(() => installed.Add((person, set.Id)));

    internal IEnumerable<StickerSet> Of(Person person) => sets.Values.Where(set => installed.Contains((person, set.Id)));

    internal StickerSet? Find(long id) => sets.GetValueOrDefault(id);

    internal StickerSet? Find(string name) => sets.Values.FirstOrDefault(set => set.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    internal Media.Sticker? FindEmoji(long document) =>
        sets.Values.Where(set => set.IsEmoji).SelectMany(set => set.Stickers).FirstOrDefault(sticker => sticker.Stored!.Id == document);

    internal Media.Sticker? FindByFile(StoredFile file) =>
        sets.Values.SelectMany(set => set.Stickers).FirstOrDefault(sticker => sticker.Stored == file);

    private StickerSet Add(string name, string title, bool isEmoji, IReadOnlyList<Media.Sticker> stickers) => world.Change(() =>
    {
        var set = new StickerSet(7_700_000_001 + sets.Count, name, title, isEmoji);
        set.Stickers = [.. stickers.Select(sticker => (Media.Sticker)world.Files.Keep(sticker with { Set = set })!)];
        sets.Add(set.Id, set);
        return set;
    });
}
