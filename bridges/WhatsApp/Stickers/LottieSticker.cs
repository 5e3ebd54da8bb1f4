using System.IO.Compression;
using Bridges.Abstractions;

namespace Bridges.WhatsApp.Stickers;

/// <summary>
/// WhatsApp packs a Lottie drawing into a zip archive; what others understand is the drawing, packed with gzip. What is no archive is shown
/// as what it is; an archive with anything else in it nobody could look at.
/// </summary>
internal static class LottieSticker
{
    private const int LargestDrawing = 4 << 20;

    /// <summary>Puts the drawing in the archive's place.</summary>
    /// <exception cref="BridgeException">There is none in it.</exception>
    public static async Task UnpackAsync(string path, CancellationToken cancellationToken)
    {
        if (!await IsArchiveAsync(path, cancellationToken))
        {
            return;
        }

        var packed = path + ".tgs";
        try
        {
            await using (var archive = await BoundedArchive.OpenAsync(path, cancellationToken))
            {
                var drawing = archive.Entries.FirstOrDefault(entry => entry.FullName.EndsWith("animation.json", StringComparison.Ordinal))
                    ?? archive.Entries.FirstOrDefault(entry => entry.FullName.EndsWith(".json", StringComparison.Ordinal))
                    ?? throw new InvalidDataException("There is no drawing in it.");
                await using var to = new GZipStream(File.Create(packed), CompressionLevel.Fastest);
                await BoundedArchive.UnpackAsync(drawing, to, LargestDrawing, cancellationToken);
            }

            File.Move(packed, path, overwrite: true);
        }
        catch (Exception exception) when (exception is InvalidDataException or MediaTooLargeException)
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
}
