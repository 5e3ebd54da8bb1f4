using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.Matrix;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Provisioning;

/// <summary>Packs of stickers, as a client of the provisioning API brings them.</summary>
public sealed class UserStickerPacksTests : IAsyncLifetime
{
    private const string Type = "im.ponies.room_emotes";

    private CargoBridge _cargo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IUserStickerPacks Packs => _cargo.Bridge.Services.GetRequiredService<IUserStickerPacks>();

    private UserId Alice => new(_cargo.Bridge.Alice);

    private static NetworkId Network => ScriptedNetwork.Description.Id;

    public async ValueTask InitializeAsync()
    {
        _cargo = await CargoBridge.StartAsync();
        _cargo.Account.Pack = new StickerPack("cats", "Cats!", IsCustomEmoji: false, [new StickerContent(_cargo.Account.File("c0", "image/webp 512x512")) { Emoji = "🐱" }]);
    }

    public ValueTask DisposeAsync() => _cargo.DisposeAsync();

    [Fact]
    public async Task The_packs_that_the_user_has_are_listed_and_nobody_elses()
    {
        Assert.Equal([new StickerPackSummary("cats", "Cats!", IsCustomEmoji: false)], await Packs.ListAsync(Alice, Network, account: null, Cancellation));
        await Assert.ThrowsAsync<NoSuchAccountException>(() => Packs.ListAsync(new UserId("@mallory:hs.test"), Network, account: null, Cancellation));
    }

    [Fact]
    public async Task A_pack_is_read_and_stands_in_no_room()
    {
        var content = await Packs.ReadAsync(Alice, Network, account: null, "cats", Cancellation);

        Assert.Equal(("Cats!", "🐱"), (content!["pack"]!["display_name"]!.GetValue<string>(), content["images"]!["cats1"]!["body"]!.GetValue<string>()));
        Assert.DoesNotContain(_cargo.Bridge.Homeserver.Sent.All, sent => sent.Type == Type);
    }

    [Fact]
    public async Task A_pack_comes_into_the_room_that_is_named()
    {
        var imported = await Packs.ImportAsync(Alice, Network, account: null, "cats", new RoomId(_cargo.Room), Cancellation);

        var sent = Assert.Single(_cargo.Bridge.Homeserver.Sent.All, sent => sent.Type == Type);
        Assert.Equal(new ImportedPack(new RoomId(sent.RoomId), new(sent.EventId), sent.StateKey!), imported);
        Assert.Equal((_cargo.Room, $"{Network}/cats"), (sent.RoomId, sent.StateKey));
    }

    [Fact]
    public async Task Without_a_room_it_comes_where_the_user_talks_with_the_bot()
    {
        var imported = await Packs.ImportAsync(Alice, Network, account: null, "cats", room: null, Cancellation);

        Assert.NotEqual(_cargo.Room, imported!.Room.Value);
        var room = _cargo.Bridge.Homeserver.Room(imported.Room.Value);
        Assert.Contains(_cargo.Bridge.Homeserver.BotUserId, room.Joined);
        Assert.NotNull(room.State(Type, imported.StateKey));
    }

    [Fact]
    public async Task Nothing_comes_into_a_room_of_others_and_nothing_is_fetched_for_it()
    {
        var room = _cargo.Bridge.Homeserver.AddRoom(_cargo.Bridge.Homeserver.AddUser("mallory"), _cargo.Bridge.Homeserver.BotUserId).Id;

        await Assert.ThrowsAsync<BridgeException>(() => Packs.ImportAsync(Alice, Network, account: null, "cats", new RoomId(room), Cancellation));
        await Assert.ThrowsAsync<BridgeException>(() => Packs.ImportAsync(Alice, Network, account: null, "cats", new RoomId("!nowhere:hs.test"), Cancellation));

        Assert.DoesNotContain("c0", _cargo.Account.Fetched.Keys);
    }

    [Fact]
    public async Task Nothing_comes_into_a_room_whose_packs_the_user_may_not_change()
    {
        var homeserver = _cargo.Bridge.Homeserver;
        var room = homeserver.AddRoom(homeserver.AddUser("mallory"), homeserver.BotUserId, Alice.Value);
        Levels(alice: 49, packs: null);

        var refused = await Assert.ThrowsAsync<BridgeException>(() => Packs.ImportAsync(Alice, Network, account: null, "cats", new RoomId(room.Id), Cancellation));

        Assert.Contains("allowed to change", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c0", _cargo.Account.Fetched.Keys);
        Assert.Null(room.State(Type, $"{Network}/cats"));

        // The level of the event itself counts, where the room has one.
        Levels(alice: 50, packs: 60);
        await Assert.ThrowsAsync<BridgeException>(() => Packs.ImportAsync(Alice, Network, account: null, "cats", new RoomId(room.Id), Cancellation));
        Levels(alice: 20, packs: 20);
        Assert.Equal(room.Id, (await Packs.ImportAsync(Alice, Network, account: null, "cats", new RoomId(room.Id), Cancellation))!.Room.Value);

        void Levels(int alice, int? packs) => homeserver.SetState(room, "m.room.power_levels", new
        {
            users = new Dictionary<string, int> { [homeserver.BotUserId] = 100, [Alice.Value] = alice },
            events = packs is { } level ? new Dictionary<string, int> { [Type] = level } : [],
        });
    }

    [Theory]
    [InlineData("12", true)]
    [InlineData("11", false)]
    [InlineData("org.example.12", false)]
    public async Task Whoever_made_a_room_stands_above_its_levels_from_version_12_on(string version, bool may)
    {
        var homeserver = _cargo.Bridge.Homeserver;
        var room = homeserver.AddRoom(Alice.Value, homeserver.BotUserId, homeserver.AddUser("mallory"));
        homeserver.SetStateAs(room, Alice.Value, "m.room.create", new { room_version = version });
        homeserver.SetState(room, "m.room.power_levels", new { users = new Dictionary<string, int> { [homeserver.BotUserId] = 100 } });

        var import = Packs.ImportAsync(Alice, Network, account: null, "cats", new RoomId(room.Id), Cancellation);

        if (may)
        {
            Assert.NotNull(await import);
        }
        else
        {
            await Assert.ThrowsAsync<BridgeException>(() => import);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_none_and_who_has_no_account_is_told()
    {
        Assert.Null(await Packs.ReadAsync(Alice, Network, account: null, "dogs", Cancellation));
        Assert.Null(await Packs.ImportAsync(Alice, Network, account: null, "dogs", room: null, Cancellation));
        await Assert.ThrowsAsync<NoSuchAccountException>(() => Packs.ReadAsync(new UserId("@mallory:hs.test"), Network, account: null, "cats", Cancellation));
        await Assert.ThrowsAsync<NoSuchAccountException>(() => Packs.ReadAsync(Alice, Network, new AccountId("bob"), "cats", Cancellation));
    }
}
