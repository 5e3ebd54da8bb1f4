namespace Bridges.Abstractions;

/// <summary>
/// Several media sent as one, with one caption. Only to networks: what comes from a network in several messages has
/// <see cref="RemoteMessage.Album"/>, what comes in one message has several <see cref="RemoteMessage.Parts"/>.
/// </summary>
public sealed record AlbumContent(IReadOnlyList<MediaContent> Items, RichText? Caption = null) : MessageContent
{
    /// <summary>For networks on which the first item carries what is said of the whole: that, and what is said of the item itself. Null where nothing is.</summary>
    public RichText? FirstCaption()
    {
        RichText[] lines = [.. new[] { Caption, Items[0].Caption }.OfType<RichText>().Where(static text => text.Text.Length > 0)];
        return lines.Length > 0 ? RichText.Join("\n", lines) : null;
    }

    /// <summary>
    /// All that is said of it as one text, for networks that have one for the whole: its own caption, and a line for each item that has one,
    /// with the item's number. Null where nothing is said.
    /// </summary>
    public RichText? AllCaptions()
    {
        var numbered = Items.Select(static (item, index) => (item.Caption, Number: $"{index + 1}. ")).Where(static item => item.Caption is { Text.Length: > 0 })
            .Select(static item => RichText.Join("", [RichText.Plain(item.Number), item.Caption!]));
        RichText[] lines = [.. Caption is { Text.Length: > 0 } ? [Caption] : Array.Empty<RichText>(), .. numbered];
        return lines.Length > 0 ? RichText.Join("\n", lines) : null;
    }
}
