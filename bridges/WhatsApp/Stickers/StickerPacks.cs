using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Sessions;

namespace Bridges.WhatsApp.Stickers;

/// <summary>
/// Packs of stickers that people sent: by name or by the id of their message. A pack is one archive, which is fetched once and kept
/// until another is read.
/// </summary>
internal sealed class StickerPacks(AccountSession session, string folder) : IDisposable
{
    /// <summary>Before a sticker of a pack.</summary>
    public const string Prefix = "pack:";

    private const int LargestPack = 32 << 20;
    private const int LargestSticker = 4 << 20;

    private readonly string _archive = Path.Combine(folder, "sticker-pack.zip");
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The chat and message of the pack that is at hand.</summary>
    private (string Chat, string Message)? _atHand;

    public async Task<StickerPack?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var found = await session.RequestAsync("stickers.find", new JsonObject { ["name"] = name }, cancellationToken);
        if (found.Text("chat") is not { } chat || found.Text("id") is not { } message)
        {
            return null;
        }

        var hash = await WithArchiveAsync(chat, message, () => HashAsync(cancellationToken), cancellationToken);
        return new StickerPack(
            Hash(found.Text("pack") ?? message), found.Text("name") is { Length: > 0 } title ? title : "Stickers", IsCustomEmoji: false,
            [.. found.Items("stickers").Select(sticker => ToSticker(sticker, new PackedSticker(chat, message, sticker.Text("file") ?? "", sticker.Flag("lottie")), hash))]);
    }

    public Task FetchAsync(MediaFetch fetch, CancellationToken cancellationToken)
    {
        var sticker = JsonSerializer.Deserialize(fetch.Reference.Token[Prefix.Length..], PackedStickerJson.Default.PackedSticker)!;
        return WithArchiveAsync(sticker.Chat, sticker.Message, async () => await UnpackAsync(sticker, fetch, cancellationToken), cancellationToken);
    }

    public void Dispose()
    {
        if (File.Exists(_archive))
        {
            File.Delete(_archive);
        }

        _turn.Dispose();
    }

    private async Task<bool> UnpackAsync(PackedSticker sticker, MediaFetch fetch, CancellationToken cancellationToken)
    {
        try
        {
            await using var archive = await BoundedArchive.OpenAsync(_archive, cancellationToken);
            var entry = archive.GetEntry(sticker.File) ?? throw BridgeException.Permanent("The sticker is not in its pack.");
            await using (var to = File.Create(fetch.Path))
            {
                await BoundedArchive.UnpackAsync(entry, to, Math.Min(fetch.MaximumSize, LargestSticker), cancellationToken);
            }
        }
        catch (InvalidDataException exception)
        {
            throw BridgeException.Permanent("The pack of stickers is damaged.", inner: exception);
        }

        if (sticker.IsLottie)
        {
            await LottieSticker.UnpackAsync(fetch.Path, cancellationToken);
        }

        return true;
    }

    private async Task<T> WithArchiveAsync<T>(string chat, string message, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_atHand != (chat, message))
            {
                _atHand = null;
                await DownloadAsync(chat, message, cancellationToken);
                _atHand = (chat, message);
            }

            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task DownloadAsync(string chat, string message, CancellationToken cancellationToken)
    {
        try
        {
            await session.DownloadAsync(chat, message, _archive, LargestPack, cancellationToken);
        }
        catch (MediaTooLargeException exception)
        {
            throw BridgeException.Permanent("The pack of stickers is too large.", inner: exception);
        }
    }

    private async Task<string> HashAsync(CancellationToken cancellationToken)
    {
        await using var archive = File.OpenRead(_archive);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(archive, cancellationToken));
    }

    private static StickerContent ToSticker(JsonElement sticker, PackedSticker packed, string archive)
    {
        var token = Prefix + JsonSerializer.Serialize(packed, PackedStickerJson.Default.PackedSticker);
        var file = new MediaFile
        {
            Reference = new MediaReference($"pack-{Hash($"{archive}/{packed.IsLottie}/{packed.File}")}", token),
            ContentType = packed.IsLottie ? "application/x-tgsticker" : sticker.Text("mime"),
        };
        return new StickerContent(file) { Emoji = sticker.Text("emoji"), IsAnimated = sticker.Flag("moving") };
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];
}
