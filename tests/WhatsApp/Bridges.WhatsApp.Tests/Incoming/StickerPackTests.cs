using Bridges.Abstractions;
using Bridges.TestBeds;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Incoming;

/// <summary>Packs of stickers that somebody sends: one archive, which may be anything.</summary>
public sealed class StickerPackTests(LinkedFixture linked) : IClassFixture<LinkedFixture>, IDisposable
{
    private const string Drawing = """{"v":"5.5.2","fr":30,"ip":0,"op":30,"w":512,"h":512,"layers":[]}""";

    private static readonly byte[] Picture = [.. "RIFF"u8, 1, 0, 0, 0, .. "WEBP"u8];

    private readonly TempFolder _folder = TempFolder.Create("sticker-packs");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_pack_is_told_of_and_read_by_its_name_and_by_the_message_it_came_in()
    {
        var archive = SimulatedPack.Archive([("tray.png", Picture), ("../cat=.webp", Picture), ("dance.was", LottieArchive.Of(Drawing))]);
        var id = await SimulatedPack.SendAsync(
            Bed, "Funny\ncats", archive, new { fileName = "../cat=.webp", mimetype = "image/webp", emojis = new[] { "", "🐱" } }, new { fileName = "dance.was", isAnimated = true, isLottie = true });

        Assert.Equal(
            "Sticker pack \"Funny cats\" by Carol, 2 stickers\nTo bring it into a room, write there: !bridges import-stickers Funny cats", await TextAsync(id));
        var pack = await linked.Account.ReadStickerPackAsync("funny Cats", Cancellation);
        Assert.Equal(("Funny cats", false), (pack!.Title, pack.IsCustomEmoji));
        Assert.Equal(["🐱", null], pack.Stickers.Select(sticker => sticker.Emoji));
        Assert.Equal([("image/webp", false), ("application/x-tgsticker", true)], pack.Stickers.Select(sticker => (sticker.File.ContentType, sticker.IsAnimated)));
        Assert.Equal(Picture, await FetchAsync(pack.Stickers[0]));
        Assert.Equal(Drawing, LottieArchive.Gunzip(await FetchAsync(pack.Stickers[1])));
        Assert.Equal(pack.Id, (await linked.Account.ReadStickerPackAsync(id, Cancellation))?.Id);
        Assert.Null(await linked.Account.ReadStickerPackAsync("dogs", Cancellation));
    }

    [Fact]
    public async Task Of_two_packs_at_a_time_each_has_its_own_stickers()
    {
        await SimulatedPack.SendAsync(Bed, "first", SimulatedPack.Archive([("a.webp", [1, 1, 1])]), new { fileName = "a.webp" });
        await TextAsync(await SimulatedPack.SendAsync(Bed, "second", SimulatedPack.Archive([("a.webp", [2, 2, 2])]), new { fileName = "a.webp" }));
        var (first, second) = (await ReadAsync("first"), await ReadAsync("second"));

        var fetched = await Task.WhenAll(FetchAsync(first.Stickers[0]), FetchAsync(second.Stickers[0]), FetchAsync(first.Stickers[0]));

        Assert.Equal([[1, 1, 1], [2, 2, 2], [1, 1, 1]], fetched);
        Assert.NotEqual(first.Stickers[0].File.Reference!.Key, second.Stickers[0].File.Reference!.Key);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task A_pack_of_WhatsApps_own_is_one_line()
    {
        var id = await Bed.SendAsync(Bed.Alice, new { stickerPackMessage = new { stickerPackId = "Cuppy", name = "Cuppy", publisher = "WhatsApp", stickers = new[] { new { fileName = "a.webp" } } } });

        Assert.Equal("Sticker pack \"Cuppy\" by WhatsApp, 1 sticker\nIt is one of WhatsApp's own, which only the phone can take.", await TextAsync(id.Value));
    }

    /// <summary>A small archive that unpacks to much, and a name that is not in it, cost their own sticker alone.</summary>
    [Fact]
    public async Task What_cannot_be_a_sticker_is_refused_by_itself()
    {
        var archive = SimulatedPack.Archive([("bomb.webp", new byte[5 << 20]), ("cat.webp", Picture)]);
        await TextAsync(await SimulatedPack.SendAsync(Bed, "bombs", archive, new { fileName = "bomb.webp" }, new { fileName = "missing.webp" }, new { fileName = "cat.webp" }));
        var pack = await ReadAsync("bombs");

        await Assert.ThrowsAsync<MediaTooLargeException>(() => FetchAsync(pack.Stickers[0]));
        Assert.Equal(FailureKind.Permanent, (await Assert.ThrowsAsync<BridgeException>(() => FetchAsync(pack.Stickers[1]))).Kind);
        Assert.Equal(Picture, await FetchAsync(pack.Stickers[2]));
    }

    public static TheoryData<string, byte[]> Damaged() => new()
    {
        { "nothing", [] },
        { "no archive", [.. "PK"u8, 3, 4, .. new byte[100]] },
        { "too many files", SimulatedPack.Archive(Enumerable.Range(0, 6000).Select(number => ($"{number}", Array.Empty<byte>()))) },
        { "a list behind its end", [.. "PK\x05\x06"u8, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0] },
        { "a list elsewhere", [.. "PK\x05\x06"u8, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public async Task An_archive_that_is_none_or_has_too_much_in_it_is_refused_in_words(string kind, byte[] archive)
    {
        await TextAsync(await SimulatedPack.SendAsync(Bed, kind, archive, new { fileName = "1" }));
        var pack = await ReadAsync(kind);

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => FetchAsync(pack.Stickers[0]));

        Assert.Equal((FailureKind.Permanent, "The pack of stickers is damaged."), (refusal.Kind, refusal.Message));
    }

    [Fact]
    public async Task A_remark_in_an_archive_does_no_harm()
    {
        var archive = SimulatedPack.Archive([("a.webp", Picture)], comment: new string('x', 60_000));
        await TextAsync(await SimulatedPack.SendAsync(Bed, "remark", archive, new { fileName = "a.webp" }));

        Assert.Equal(Picture, await FetchAsync((await ReadAsync("remark")).Stickers[0]));
    }

    private async Task<StickerPack> ReadAsync(string name) => (await linked.Account.ReadStickerPackAsync(name, Cancellation))!;

    private async Task<string> TextAsync(string id)
    {
        var told = await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id.Value == id);
        return Assert.IsType<TextContent>(told.Parts[0].Content).Text.Text;
    }

    /// <summary>As the host does for packs: with no message, and under the pack's own id.</summary>
    private async Task<byte[]> FetchAsync(StickerContent sticker)
    {
        var path = _folder.Combine($"{Guid.NewGuid():N}");
        await linked.Account.FetchMediaAsync(new MediaFetch(new ChatKey(new RemoteChatId("pack")), Message: null, "", sticker.File.Reference!, path, 64 << 20), new Progress<long>(), Cancellation);
        return await File.ReadAllBytesAsync(path, Cancellation);
    }
}
