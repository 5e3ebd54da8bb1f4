using Bridges.Abstractions;
using Bridges.WhatsApp.Sessions;
using Bridges.WhatsApp.Messages.Incoming;
using Bridges.WhatsApp.Stickers;

namespace Bridges.WhatsApp.Delivery;

/// <summary>Brings files of messages to this machine.</summary>
internal sealed class FileFetcher(AccountSession session, StickerPacks packs)
{
    public async Task FetchAsync(MediaFetch fetch, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var token = fetch.Reference.Token;
        if (token.StartsWith(MediaReader.InlinePrefix, StringComparison.Ordinal))
        {
            await File.WriteAllBytesAsync(fetch.Path, Convert.FromBase64String(token[MediaReader.InlinePrefix.Length..]), cancellationToken);
            return;
        }

        if (token.StartsWith(StickerPacks.Prefix, StringComparison.Ordinal))
        {
            await packs.FetchAsync(fetch, cancellationToken);
            progress.Report(new FileInfo(fetch.Path).Length);
            return;
        }

        var isLottie = token.StartsWith(MediaReader.LottiePrefix, StringComparison.Ordinal);
        var message = fetch.Message?.Value ?? token[(token.IndexOf(':', StringComparison.Ordinal) + 1)..];
        await session.DownloadAsync(fetch.Chat.Chat.Value, message, fetch.Path, fetch.MaximumSize, cancellationToken);
        if (isLottie)
        {
            await LottieSticker.UnpackAsync(fetch.Path, cancellationToken);
        }

        progress.Report(new FileInfo(fetch.Path).Length);
    }
}
