using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Accounts;

/// <summary>What one account told of a group that others here are in, too, is theirs as well: nobody waits for that account.</summary>
public sealed class RestingInAGroupTests
{
    private static readonly ChatKey Family = new(new("family"));

    [Fact]
    public async Task What_an_account_told_that_does_not_start_any_more_comes_by_another()
    {
        await using var bridge = await FamilyAsync(new TestClock());
        await InHandAsync(bridge, "told by alice");
        await bridge.StopBridgeAsync();
        bridge.Network.Trouble.Throws(ModuleCall.CreateAccount, () => new InvalidOperationException("a fault"), "alice");
        await bridge.Clock.PassUntilAsync(bridge.RestartAfterStopAsync());

        await bridge.Network.Accounts["mallory"].Host.ReceiveAsync(InFamily("3", "told by mallory"), default);

        await bridge.Clock.PassUntilAsync(bridge.WaitForMessageAsync("told by mallory"));
        Assert.Equal(["first", "told by alice", "told by mallory"], bridge.Homeserver.Sent.All.Select(sent => sent.Body).OfType<string>().Where(body => body.StartsWith("told", StringComparison.Ordinal) || body == "first"));
    }

    [Fact]
    public async Task What_an_account_told_that_logged_out_meanwhile_comes_by_another()
    {
        await using var bridge = await FamilyAsync(clock: null);
        using (bridge.Homeserver.Faults.Inject(StubFault.Proxy(502) with { Strikes = IsMessage }))
        {
            await bridge.AliceAccount.Host.ReceiveAsync(InFamily("2", "told by alice") with { FromSelf = true, Sender = new("alice") }, default);
            await bridge.LogOutAsync("alice");
        }

        var sent = await bridge.WaitForMessageAsync("told by alice");
        Assert.Equal(bridge.Homeserver.UserId("_bridges_test_alice"), sent.Sender);
    }

    private static async Task<TestBridge> FamilyAsync(TestClock? clock)
    {
        var bridge = await TestBridge.StartAsync(clock: clock);
        bridge.Network.Chats[Family] = new ChatDetails
        {
            Key = Family,
            Kind = ChatKind.Group,
            Name = "Family",
            Members = [new ChatMember(new("alice"), MemberRole.Member), new ChatMember(new("mallory"), MemberRole.Member), new ChatMember(new("bob"), MemberRole.Member)],
            MembersAreComplete = true,
        };
        await bridge.LogInAsync("mallory");
        await bridge.AliceAccount.Host.ReceiveAsync(InFamily("1", "first"), default);
        await bridge.WaitForMessageAsync("first");
        await bridge.RequestRoomAsync("mallory", Family);
        await bridge.WaitForEventAsync("mallory's coming in", sent => sent.Type == "m.room.member" && sent.Sender == bridge.Homeserver.UserId("mallory"));
        await bridge.WaitUntilIdleAsync();
        return bridge;
    }

    /// <summary>The homeserver fails when it is to be shown, until the host has stopped.</summary>
    private static async Task InHandAsync(TestBridge bridge, string text)
    {
        using var broken = bridge.Homeserver.Faults.Inject(StubFault.Proxy(502) with { Strikes = IsMessage });
        await bridge.AliceAccount.Host.ReceiveAsync(InFamily("2", text), default);
        await bridge.StopBridgeAsync();
    }

    private static bool IsMessage(StubRequest request) => request.Parts is ["rooms", _, "send", "m.room.message", _];

    private static RemoteMessage InFamily(string id, string text) => TestBridge.Message("bob", id, text) with { Chat = Family };
}
