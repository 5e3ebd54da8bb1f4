using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;

namespace Bridges.Core.Tests.Ghosts;

/// <summary>Pictures of people, where the network does not give them out.</summary>
public sealed class PictureTests
{
    private const string Bob = "@_bridges_test_bob:hs.test";

    [Fact]
    public async Task A_picture_that_cannot_be_had_just_now_comes_with_the_next_look_at_the_person()
    {
        await using var bridge = await TestBridge.StartAsync();
        bridge.Network.Trouble.Throws(ModuleCall.FetchAvatar, () => BridgeException.Transient("Not now."));
        var bob = await MeetAsync(bridge);
        Assert.Null(bridge.Homeserver.ProfileField(Bob, "avatar_url"));

        bridge.Network.Trouble.Ends();
        bridge.AliceAccount.Host.UserChanged(bob);

        await TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.Homeserver.ProfileField(Bob, "avatar_url") is not null));
    }

    [Fact]
    public async Task A_picture_that_can_never_be_had_is_not_asked_for_again()
    {
        await using var bridge = await TestBridge.StartAsync();
        bridge.Network.Trouble.Throws(ModuleCall.FetchAvatar, () => BridgeException.Permanent("It is gone."));
        var bob = await MeetAsync(bridge);
        var asked = bridge.Network.Trouble.Count(ModuleCall.FetchAvatar);

        bridge.AliceAccount.Host.UserChanged(bob with { Name = "Robert" });
        await TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.Homeserver.ProfileField(Bob, "displayname") == "Robert"));

        Assert.Equal(asked, bridge.Network.Trouble.Count(ModuleCall.FetchAvatar));
    }

    private static async Task<UserDetails> MeetAsync(TestBridge bridge)
    {
        var bob = new UserDetails { Id = new("bob"), Name = "Name of bob", Avatar = new AvatarReference("face", "") };
        bridge.Network.Avatars[bob.Id] = bob.Avatar;
        await bridge.OpenChatAsync("bob");
        await bridge.WaitUntilIdleAsync();
        return bob;
    }
}
