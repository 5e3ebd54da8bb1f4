using Bridges.Abstractions;
using Bridges.Storage.Tests.Beds;

namespace Bridges.Storage.Tests.Compliance;

/// <summary>Which chat is which room.</summary>
public abstract class PortalCompliance(ITestEngine engine) : StorageCompliance(engine)
{
    private static readonly PortalRow _portal = new()
    {
        Network = Telegram,
        Chat = Direct,
        RoomId = "!direct:example.org",
        Kind = ChatKind.Direct,
        Name = "Ada \U0001F600",
        Topic = "Engines",
        AvatarId = "avatar",
        AvatarMxc = "mxc://example.org/avatar",
        OtherUser = "7",
        IsCreating = true,
        InfoHash = "hash",
        CreatedAt = 5,
    };

    private PortalTable Portals => new(Database);

    [Fact]
    public async Task Portal_is_found_by_chat_and_by_room_as_it_was_saved()
    {
        await WriteAsync(PortalTable.Upsert(_portal));

        Assert.Equal(_portal, await Portals.FindAsync(Telegram, Direct, Cancellation));
        Assert.Equal(_portal, await Portals.ByRoomAsync("!direct:example.org", Cancellation));
        Assert.Equal([_portal], await Portals.ByOtherUserAsync(Telegram, new RemoteUserId("7"), Cancellation));
        Assert.Null(await Portals.FindAsync(Signal, Direct, Cancellation));
        Assert.Null(await Portals.FindAsync(Telegram, Direct with { Receiver = null }, Cancellation));
    }

    [Fact]
    public async Task Saving_again_changes_all_but_when_it_was_made()
    {
        await WriteAsync(PortalTable.Upsert(_portal));
        var changed = _portal with { RoomId = null, Name = null, Topic = null, AvatarId = null, AvatarMxc = null, OtherUser = null, IsCreating = false, InfoHash = null };

        await WriteAsync(PortalTable.Upsert(changed with { CreatedAt = 99 }));

        Assert.Equal(changed, await Portals.FindAsync(Telegram, Direct, Cancellation));
    }

    [Fact]
    public async Task Two_chats_cannot_have_the_same_room()
    {
        await WriteAsync(PortalTable.Upsert(_portal));

        var failure = await Assert.ThrowsAsync<StorageException>(() => WriteAsync(PortalTable.Upsert(_portal with { Chat = Group })).AsTask());
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task All_portals_are_listed()
    {
        var later = _portal with { Chat = Group, RoomId = null, CreatedAt = 6 };
        await WriteAsync(PortalTable.Upsert(later), PortalTable.Upsert(_portal));

        Assert.Equal([_portal, later], await Portals.AllAsync(Cancellation));
    }

    [Fact]
    public async Task Deleted_portal_is_gone()
    {
        await WriteAsync(PortalTable.Upsert(_portal), PortalTable.Delete(Telegram, Direct));

        Assert.Null(await Portals.FindAsync(Telegram, Direct, Cancellation));
    }
}
