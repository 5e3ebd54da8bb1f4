using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Commands;

public sealed class ImportStickersTests
{
    private const string Type = "im.ponies.room_emotes";

    [Fact]
    public async Task Pack_is_in_the_room_with_those_that_could_be_had_and_a_second_time_not_twice()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Account.Pack = new StickerPack(
            "cats", "Cats!", IsCustomEmoji: false,
            [.. Enumerable.Range(0, 5).Select(number => new StickerContent(cargo.Account.File($"c{number}", "video/webm 512x512 moving")) { Emoji = "🐱" })]);
        cargo.Account.BeforeFetch = (fetch, _) => fetch.Reference.Key == "c3" ? throw BridgeException.Permanent("Broken.") : Task.CompletedTask;

        await ImportAsync(cargo);

        var pack = await cargo.SeesAsync(sent => sent.Type == Type);
        var images = pack.Content.GetProperty("images");
        Assert.Equal(["cats1", "cats2", "cats3", "cats5"], images.EnumerateObject().Select(image => image.Name));
        Assert.Equal("image/gif", images.GetProperty("cats1").GetProperty("info").GetProperty("mimetype").GetString());
        await cargo.SeesAsync(sent => sent.Body?.Contains("4 of 5", StringComparison.Ordinal) == true && sent.Body.Contains("number 4", StringComparison.Ordinal));

        await ImportAsync(cargo);
        var again = await cargo.SeesAsync(sent => sent.Type == Type && sent.EventId != pack.EventId);
        Assert.Equal((pack.StateKey, 1), (again.StateKey, cargo.Account.Fetched["c0"]));
    }

    [Fact]
    public async Task Unknown_pack_is_told_of()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await ImportAsync(cargo);

        await cargo.SeesAsync(sent => sent.Body?.Contains("no pack by that name", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Whoever_may_not_change_the_rooms_packs_cannot_have_the_bot_do_it()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Account.Pack = new StickerPack("cats", "Cats!", IsCustomEmoji: false, [new StickerContent(cargo.Account.File("c0", "image/webp 512x512"))]);
        var homeserver = cargo.Bridge.Homeserver;
        homeserver.SetState(homeserver.Room(cargo.Room), "m.room.power_levels", new { users = new Dictionary<string, int> { [homeserver.BotUserId] = 100 } });

        await ImportAsync(cargo);

        await cargo.SeesAsync(sent => sent.Body?.Contains("You may not change this room's packs", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(homeserver.Sent.All, sent => sent.Type == Type);
        Assert.DoesNotContain("c0", cargo.Account.Fetched.Keys);
    }

    private static Task ImportAsync(CargoBridge cargo) => cargo.Bridge.PushAsync(StubEvents.Text(cargo.Room, cargo.Bridge.Alice, "!bridges import-stickers cats"));
}
