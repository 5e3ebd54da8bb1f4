using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Tests.Bed;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Accounts;

/// <summary>An account is logged in, restarted and logged out one after the other, however closely that is asked for.</summary>
public sealed class AccountTurnsTests
{
    private static readonly AccountId _alice = new("alice");

    [Fact]
    public async Task A_secret_that_a_former_session_saves_late_does_not_replace_that_of_a_new_login()
    {
        await using var bridge = await TestBridge.StartAsync();
        var former = bridge.AliceAccount;
        await bridge.LogInAsync("alice");

        await former.Host.SaveSecretAsync(new byte[] { 1 }, default);
        Assert.Equal([9], await SecretAsync(bridge));

        await bridge.AliceAccount.Host.SaveSecretAsync(new byte[] { 2 }, default);
        Assert.Equal([2], await SecretAsync(bridge));
    }

    [Fact]
    public async Task A_login_while_the_account_is_restarted_leaves_one_session()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var (lifecycle, registry) = (bridge.Services.GetRequiredService<AccountLifecycle>(), bridge.Services.GetRequiredService<AccountRegistry>());
        var hangs = bridge.Network.Trouble.Hangs(ModuleCall.AccountDispose);
        var restart = lifecycle.RestartAsync(registry.Find(bridge.Network.Id, _alice)!, default);
        await hangs;
        bridge.Network.Trouble.Ends();

        await bridge.Clock.PassUntilAsync(Task.WhenAll(restart, bridge.LogInAsync("alice")));

        Assert.Equal(1, Sessions(bridge));
    }

    [Fact]
    public async Task A_login_while_the_account_is_logged_out_comes_after_that_and_stays()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var (lifecycle, registry) = (bridge.Services.GetRequiredService<AccountLifecycle>(), bridge.Services.GetRequiredService<AccountRegistry>());
        var hangs = bridge.Network.Trouble.Hangs(ModuleCall.Logout);
        var logout = lifecycle.LogoutAsync(registry.Find(bridge.Network.Id, _alice)!, default);
        await hangs;

        await bridge.Clock.PassUntilAsync(Task.WhenAll(logout, bridge.LogInAsync("alice")));

        Assert.Equal([9], await SecretAsync(bridge));
        Assert.NotNull(registry.Find(bridge.Network.Id, _alice));
        Assert.Equal(1, Sessions(bridge));
    }

    private static int Sessions(TestBridge bridge) =>
        bridge.Network.Trouble.Count(ModuleCall.CreateAccount) - bridge.Network.Trouble.Count(ModuleCall.AccountDispose);

    private static async Task<byte[]?> SecretAsync(TestBridge bridge) =>
        (await bridge.Services.GetRequiredService<AccountStore>().FindAsync(bridge.Network.Id, _alice, default))?.Account.Secret.ToArray();
}
