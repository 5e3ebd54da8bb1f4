using Bridges.Abstractions;
using Bridges.Core.Media;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork.Contents;

/// <summary>
/// Shows a network's custom emoji as pictures in the text, each carried once. What is not there soon stays the ordinary emoji: nobody
/// waits for a picture.
/// </summary>
internal sealed class EmojiPictures(RemoteFiles files, TimeProvider time)
{
    private const int MostPictures = 20;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public async Task<RichText> ShowAsync(Composition part, RichText text, CancellationToken cancellationToken)
    {
        var wanted = text.Spans.Select(static span => span.Style).OfType<TextStyle.CustomEmoji>().Where(static emoji => emoji.Picture?.Reference is not null).DistinctBy(static emoji => emoji.Id).Take(MostPictures).ToArray();
        if (wanted.Length == 0)
        {
            return text;
        }

        var carriages = wanted.ToDictionary(
            static emoji => emoji.Id,
            emoji => files.Begin(new RemoteFile(part.Account, part.Chat, Message: null, "", emoji.Picture!, FileForm.Emoji)).Completion,
            StringComparer.Ordinal);
        try
        {
            await Task.WhenAll(carriages.Values).WaitAsync(_patience, time, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Those that came are shown.
        }

        var pictures = new Dictionary<string, CarriedFile>(StringComparer.Ordinal);
        foreach (var (id, carriage) in carriages.Where(static carriage => carriage.Value.IsCompletedSuccessfully))
        {
            pictures[id] = await carriage;
        }

        return text with { Spans = [.. text.Spans.Select(span => Picture(span, pictures))] };
    }

    private static TextSpan Picture(TextSpan span, Dictionary<string, CarriedFile> pictures) =>
        span.Style is TextStyle.CustomEmoji emoji && pictures.TryGetValue(emoji.Id, out var picture) && picture.ContentType.StartsWith("image/", StringComparison.Ordinal)
            ? span with { Style = new MatrixEmoji(picture.Address) }
            : span;
}
