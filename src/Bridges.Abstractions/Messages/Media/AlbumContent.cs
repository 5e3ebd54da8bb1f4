namespace Bridges.Abstractions;

/// <summary>
/// Several media sent as one, with one caption. Only to networks: what comes from a network in several messages has
/// <see cref="RemoteMessage.Album"/>, what comes in one message has several <see cref="RemoteMessage.Parts"/>.
/// </summary>
public sealed record AlbumContent(IReadOnlyList<MediaContent> Items, RichText? Caption = null) : MessageContent;
