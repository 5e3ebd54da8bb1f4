using Bridges.Abstractions;

namespace Bridges.WhatsApp.Chats;

/// <summary>What WhatsApp takes, as its own apps do it.</summary>
internal static class WhatsAppLimits
{
    private const long Media = 16L << 20;
    private const long File = 2000L << 20;

    /// <summary>Posts of channels and of the status stay.</summary>
    public static IReadOnlyList<MediaKind> ViewOnceKinds(ChatKey chat) =>
        RemoteIds.IsChannel(chat.Chat.Value) || chat.Chat.Value == RemoteIds.Status ? [] : [MediaKind.Image, MediaKind.Video, MediaKind.Voice];

    public static MessageLimits All { get; } = new()
    {
        TextLength = 65_536,
        CaptionLength = 65_536,
        PreviewPictureSide = 300,
        AlbumItems = 30,
        PollOptions = 12,
        EditWindow = TimeSpan.FromMinutes(15),
        DeleteWindow = TimeSpan.FromHours(60),
        Media = new Dictionary<MediaKind, MediaRules>
        {
            [MediaKind.Image] = new() { ContentTypes = ["image/jpeg"], MaximumSize = Media },
            [MediaKind.Video] = new() { ContentTypes = ["video/mp4"], MaximumSize = File },
            [MediaKind.Animation] = new() { ContentTypes = ["video/mp4"], MaximumSize = Media },
            [MediaKind.RoundVideo] = new() { ContentTypes = ["video/mp4"], MaximumSize = Media, TakesCaption = false },
            [MediaKind.Voice] = new() { ContentTypes = ["audio/ogg"], MaximumSize = Media, TakesCaption = false },
            [MediaKind.Audio] = new() { ContentTypes = ["audio/mpeg", "audio/mp4", "audio/aac", "audio/ogg", "audio/amr"], MaximumSize = File, TakesCaption = false },
            [MediaKind.Sticker] = new() { ContentTypes = ["image/webp"], MaximumSize = 1 << 20, Square = 512, TakesCaption = false },
            [MediaKind.File] = new() { MaximumSize = File },
        },
    };
}
