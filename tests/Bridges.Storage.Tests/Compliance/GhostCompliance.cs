using Bridges.Abstractions;
using Bridges.Storage.Tests.Beds;

namespace Bridges.Storage.Tests.Compliance;

/// <summary>Ghosts, users and settings: what is saved is found, and saving again replaces it.</summary>
public abstract class GhostCompliance(ITestEngine engine) : StorageCompliance(engine)
{
    [Fact]
    public async Task Ghost_is_found_as_it_was_last_saved()
    {
        var ghosts = new GhostTable(Database);
        var ghost = new GhostRow
        {
            Network = Telegram, User = new RemoteUserId("Ünï/42"), Name = "Ada", AvatarId = "1", AvatarMxc = "mxc://example.org/1", IsRegistered = false, IsBot = true,
        };
        await WriteAsync(GhostTable.Upsert(ghost));
        Assert.Equal(ghost, await ghosts.FindAsync(Telegram, ghost.User, Cancellation));

        var changed = ghost with { Name = "Ada L.", AvatarId = null, AvatarMxc = null, IsRegistered = true, IsBot = false };
        await WriteAsync(GhostTable.Upsert(changed));

        Assert.Equal(changed, await ghosts.FindAsync(Telegram, ghost.User, Cancellation));
        Assert.Null(await ghosts.FindAsync(Signal, ghost.User, Cancellation));
    }

    [Fact]
    public async Task Management_room_is_the_one_last_set()
    {
        var users = new UserTable(Database);
        Assert.Null(await users.ManagementRoomAsync("@ada:example.org", Cancellation));

        await WriteAsync(UserTable.SetManagementRoom("@ada:example.org", "!old:example.org"), UserTable.SetManagementRoom("@ada:example.org", "!new:example.org"));

        Assert.Equal("!new:example.org", await users.ManagementRoomAsync("@ada:example.org", Cancellation));
    }

    [Fact]
    public async Task Setting_outlives_a_restart()
    {
        await WriteAsync(SettingTable.Set("key", "old"), SettingTable.Set("key", "new"));
        await ReopenAsync();

        Assert.Equal("new", await new SettingTable(Database).GetAsync("key", Cancellation));
        Assert.Null(await new SettingTable(Database).GetAsync("other", Cancellation));
    }
}
