namespace Bridges.Telegram.Simulator.World;

/// <summary>A set of stickers, or of custom emoji.</summary>
public sealed class StickerSet
{
    internal StickerSet(long id, string name, string title, bool isEmoji) => (Id, Name, Title, IsEmoji) = (id, name, title, isEmoji);

    /// <summary>Its number.</summary>
    public long Id { get; }

    /// <summary>The short name, as in links.</summary>
    public string Name { get; }

    /// <summary>What people read.</summary>
    public string Title { get; }

    /// <summary>Its pictures stand in texts.</summary>
    public bool IsEmoji { get; }

    /// <summary>What is in it, in order.</summary>
    public IReadOnlyList<Media.Sticker> Stickers { get; internal set; } = [];

    /// <summary>The number by which texts name a custom emoji.</summary>
    public long NumberOf(int index) => Stickers[index].Stored!.Id;

    internal long AccessHash => (Id * 31) + 3;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
