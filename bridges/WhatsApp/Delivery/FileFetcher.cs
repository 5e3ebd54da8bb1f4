using System.IO.Compression;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.WhatsApp.Sessions;
using Bridges.WhatsApp.Engines;
using Bridges.WhatsApp.Messages.Incoming;

namespace Bridges.WhatsApp.Delivery;

/// <summary>Brings files of messages to this machine.</summary>
internal sealed class FileFetcher(AccountSession session)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>A moving sticker's drawing, unpacked.</summary>
    private const int LargestDrawing = 4 << 20;

    public async Task FetchAsync(MediaFetch fetch, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var token = fetch.Reference.Token;
        if (token.StartsWith(MediaReader.InlinePrefix, StringComparison.Ordinal))
        {
            await File.WriteAllBytesAsync(fetch.Path, Convert.FromBase64String(token[MediaReader.InlinePrefix.Length..]), cancellationToken);
            return;
        }

        var isLottie = token.StartsWith(MediaReader.LottiePrefix, StringComparison.Ordinal);
        var message = fetch.Message?.Value ?? token[(token.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var parameters = new JsonObject { ["chat"] = fetch.Chat.Chat.Value, ["id"] = message, ["path"] = fetch.Path, ["limit"] = fetch.MaximumSize };
        try
        {
            await session.RequestAsync("media.download", parameters, cancellationToken, Patience);
        }
        catch (BridgeException exception) when (exception.Message == EngineErrors.TooLarge)
        {
            throw new MediaTooLargeException(size: null);
        }

        if (isLottie)
        {
            await UnpackAsync(fetch.Path, cancellationToken);
        }

        progress.Report(new FileInfo(fetch.Path).Length);
    }

    /// <summary>
    /// WhatsApp packs a Lottie drawing into a zip archive; what others understand is the drawing, packed with gzip. What is no archive is shown
    /// as what it is; an archive with anything else in it nobody could look at.
    /// </summary>
    private static async Task UnpackAsync(string path, CancellationToken cancellationToken)
    {
        if (!await IsArchiveAsync(path, cancellationToken))
        {
            return;
        }

        var packed = path + ".tgs";
        try
        {
            await using (var archive = await ZipFile.OpenReadAsync(path, cancellationToken))
            {
                var drawing = archive.Entries.FirstOrDefault(entry => entry.FullName.EndsWith("animation.json", StringComparison.Ordinal))
                    ?? archive.Entries.FirstOrDefault(entry => entry.FullName.EndsWith(".json", StringComparison.Ordinal))
                    ?? throw new InvalidDataException("There is no drawing in it.");
                await using var from = await drawing.OpenAsync(cancellationToken);
                await using var to = new GZipStream(File.Create(packed), CompressionLevel.Fastest);
                await CopyAsync(from, to, cancellationToken);
            }

            File.Move(packed, path, overwrite: true);
        }
        catch (InvalidDataException exception)
        {
            File.Delete(packed);
            File.Delete(path);
            throw BridgeException.Permanent("The sticker is damaged.", inner: exception);
        }
    }

    private static async Task<bool> IsArchiveAsync(string path, CancellationToken cancellationToken)
    {
        var head = new byte[2];
        await using var file = File.OpenRead(path);
        return await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) == head.Length && head.AsSpan().SequenceEqual("PK"u8);
    }

    /// <summary>The length in the archive's list may be a lie.</summary>
    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 << 10];
        var total = 0;
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            total += read;
            if (total > LargestDrawing)
            {
                throw new InvalidDataException("The drawing is too large.");
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }
}
