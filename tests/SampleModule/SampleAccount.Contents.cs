using Bridges.Abstractions;

namespace Bridges.SampleModule;

/// <summary>Which contents are taken, within which limits, and how files come.</summary>
internal sealed partial class SampleAccount
    : ISends<ImageContent>, ISends<VideoContent>, ISends<AnimationContent>, ISends<VoiceContent>, ISends<AudioContent>, ISends<FileContent>,
        ISends<StickerContent>, ISends<AlbumContent>, ISends<LocationContent>, ISends<LiveLocationContent>, ISends<ContactsContent>, ISends<PollContent>,
        IHasLimits, IFetchesMedia
{
    private static readonly MessageLimits Limits = new()
    {
        TextLength = 100_000,
        CaptionLength = 1_000,
        AlbumItems = 10,
        PollOptions = 12,
        EditWindow = TimeSpan.FromDays(2),
        Media = new Dictionary<MediaKind, MediaRules>
        {
            [MediaKind.Image] = new() { ContentTypes = ["image/jpeg", "image/png"], MaximumSize = 10_000_000 },
            [MediaKind.Voice] = new() { ContentTypes = ["audio/ogg"] },
            [MediaKind.File] = new() { MaximumSize = 3_000_000_000 },
        },
    };

    public MessageLimits GetLimits(ChatKey chat) => Limits;

    public Task FetchMediaAsync(MediaFetch fetch, IProgress<long> progress, CancellationToken cancellationToken) =>
        SampleFiles.FetchAsync(fetch, progress, cancellationToken);
}
