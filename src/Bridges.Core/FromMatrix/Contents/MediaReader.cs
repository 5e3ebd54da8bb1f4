using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Media;
using Bridges.Matrix;

namespace Bridges.Core.FromMatrix.Contents;

/// <summary>Reads files that a Matrix user sent: fetched, looked at by their bytes, and made into what the network takes.</summary>
internal sealed class MediaReader(MatrixFiles files, MediaFitting fitting, FileLimits limits, TextReader texts, ICheckpoints checkpoints)
{
    private const int WaveformBars = 100;

    /// <param name="item">The place of the file among several of its event.</param>
    /// <param name="progress">Told how much of it has come.</param>
    public async Task<MediaContent> ReadAsync(
        RunningAccount account, ChatKey chat, MatrixEvent roomEvent, int item, RoomMessageContent content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var taken = (account.Account as IHasLimits)?.GetLimits(chat) ?? new MessageLimits();
        var wanted = KindOf(content);
        Refuse(account, wanted);
        var file = await files.FetchAsync(roomEvent.EventId, item, content, LimitOf(roomEvent.Sender, account.Account, wanted, taken), progress, cancellationToken);
        var (kind, fitted) = await fitting.FitAsync(account.Account, account.NetworkName, Refine(wanted, file.Description), file, taken, cancellationToken);
        checkpoints.Reached(Checkpoint.MatrixFileFormed);
        return ContentOf(account, kind, FileOf(fitted), content, file.Description) with
        {
            IsSpoiler = content.HasSpoiler == true,
            Caption = content.HasCaption ? await texts.ReadAsync(account, content, cancellationToken) : null,
        };
    }

    /// <summary>Before anything is fetched.</summary>
    private static void Refuse(RunningAccount account, MediaKind kind)
    {
        if (ContentKinds.For(account.Account, kind).Count == 0)
        {
            throw BridgeException.Permanent($"{ContentKinds.Plural(kind)} cannot be sent to {account.NetworkName}.");
        }
    }

    private long LimitOf(UserId sender, IAccount account, MediaKind kind, MessageLimits taken)
    {
        var own = limits.FromMatrix(sender);
        var kinds = ContentKinds.For(account, kind).Select(other => taken.Media.GetValueOrDefault(other)?.MaximumSize ?? long.MaxValue).ToArray();
        return Math.Min(own, kinds.Max());
    }

    private static MediaKind KindOf(RoomMessageContent content) => content.MsgType switch
    {
        MessageTypes.Image => MediaKind.Image,
        MessageTypes.Video => content.Info?.IsGif == true ? MediaKind.Animation : MediaKind.Video,
        MessageTypes.Audio => content.Voice is not null ? MediaKind.Voice : MediaKind.Audio,
        MessageTypes.Sticker => MediaKind.Sticker,
        _ => MediaKind.File,
    };

    /// <summary>The bytes decide: a picture with several frames moves, and what is no picture is none, whatever it is called.</summary>
    private static MediaKind Refine(MediaKind kind, MediaDescription file)
    {
        var type = file.ContentType;
        return kind switch
        {
            MediaKind.Image when file.IsAnimated => MediaKind.Animation,
            MediaKind.Image or MediaKind.Sticker when !type.StartsWith("image/", StringComparison.Ordinal) => MediaKind.File,
            MediaKind.Video or MediaKind.Animation when !type.StartsWith("video/", StringComparison.Ordinal) && !type.StartsWith("image/", StringComparison.Ordinal) => MediaKind.File,
            _ => kind,
        };
    }

    private static MediaFile FileOf(FormedFile file) => new()
    {
        Path = file.Path,
        Name = Path.GetFileName(file.Path),
        ContentType = file.Description.ContentType,
        Size = file.Description.Size,
        Width = file.Description.Width,
        Height = file.Description.Height,
        Duration = file.Description.Duration,
        BlurHash = file.Description.BlurHash,
    };

    private static MediaContent ContentOf(RunningAccount account, MediaKind kind, MediaFile file, RoomMessageContent content, MediaDescription seen) => kind switch
    {
        MediaKind.Image => new ImageContent(file),
        MediaKind.Video => new VideoContent(file),
        MediaKind.Animation => new AnimationContent(file),
        MediaKind.Voice => new VoiceContent(file) { Waveform = content.Audio?.Waveform is { Count: > 0 } bars ? [.. bars.Take(WaveformBars)] : seen.Waveform },
        MediaKind.Audio => new AudioContent(file),
        MediaKind.Sticker => new StickerContent(file) { Emoji = content.Body, IsAnimated = seen.IsAnimated, Pack = StickerMarks.Read(content.Info, account.Network) },
        _ => new FileContent(file),
    };
}
