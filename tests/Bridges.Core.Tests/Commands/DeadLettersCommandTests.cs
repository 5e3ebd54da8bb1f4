using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Commands;

public sealed class DeadLettersCommandTests
{
    [Fact]
    public async Task An_admin_drops_all_by_saying_how_many_they_are_and_nobody_else_does()
    {
        await using var bridge = await TestBridge.StartAsync();
        var root = bridge.Homeserver.UserId("root");
        bridge.Homeserver.AddUser("root");
        await bridge.OpenChatAsync("bob");
        using var fault = bridge.Homeserver.Faults.Inject(new StubFault { Status = 413, ErrorCode = "M_TOO_LARGE", Strikes = request => request.Parts is [.., "send", _, _] && request.Json.ToString().Contains("huge", StringComparison.Ordinal) });
        await bridge.ReceiveAsync("bob", "2", "huge");
        await bridge.ReceiveAsync("bob", "3", "after");
        await bridge.WaitForMessageAsync("after");
        var (own, admins) = (bridge.TalkRoom(bridge.Alice), bridge.TalkRoom(root));

        await bridge.AskAsync(own, bridge.Alice, "dead-letters drop all 1", "Only an admin");
        await bridge.AskAsync(admins, root, "dead-letters", "too large for Matrix");
        await bridge.AskAsync(admins, root, "dead-letters drop all", "dead-letters drop all 1");
        await bridge.AskAsync(admins, root, "dead-letters drop all 7", "none is dropped");
        Assert.Single(await bridge.Services.GetRequiredService<DeadLetters>().ListAsync(default));

        await bridge.AskAsync(admins, root, "dead-letters drop all 1", "1 dropped.");

        Assert.Empty(await bridge.Services.GetRequiredService<DeadLetters>().ListAsync(default));
        await bridge.AskAsync(admins, root, "dead-letters", "There are none.");
    }
}
