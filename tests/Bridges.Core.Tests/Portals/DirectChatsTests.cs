using Bridges.Core.Portals.Users;
using Bridges.Core.Tests.Bed;
using Bridges.Matrix;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Portals;

public sealed class DirectChatsTests
{
    [Fact]
    public async Task Rooms_that_are_made_at_once_are_all_in_the_users_list_of_direct_chats()
    {
        await using var bridge = await TestBridge.StartAsync();
        string[] people = [.. Enumerable.Range(1, 20).Select(number => $"friend{number}")];

        await Task.WhenAll(people.Select(person => bridge.ReceiveAsync(person, "1", $"hello from {person}").AsTask()));

        foreach (var person in people)
        {
            await bridge.WaitForMessageAsync($"hello from {person}");
        }

        var list = bridge.Homeserver.Requests.All.Last(request => request.Method == "PUT" && request.Parts is [.., "account_data", "m.direct"]).Json;
        Assert.Equal(
            people.Select(person => $"@_bridges_test_{person}:hs.test").Order(StringComparer.Ordinal),
            list.EnumerateObject().Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_waits_no_longer_ends_nothing_for_those_who_wait_with_them()
    {
        await using var bridge = await TestBridge.StartAsync();
        var chats = bridge.Services.GetRequiredService<DirectChats>();
        using var impatient = new CancellationTokenSource();
        TaskCompletionSource alone = new(), together = new();
        using var heldAlone = bridge.Homeserver.Faults.Inject(StubFault.Held(alone.Task) with { Strikes = IsReading });
        var first = AddAsync("one", default);
        await ReadAsync(1);
        using var heldTogether = bridge.Homeserver.Faults.Inject(StubFault.Held(together.Task) with { Strikes = IsReading });
        var second = AddAsync("two", impatient.Token);
        var third = AddAsync("three", default);
        alone.SetResult();
        await first;
        await ReadAsync(2);

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        together.SetResult();
        await third;
        var list = bridge.Homeserver.Requests.All.Last(request => request.Method == "PUT" && request.Parts is [.., "account_data", "m.direct"]).Json;
        Assert.True(list.TryGetProperty("@_bridges_test_three:hs.test", out _));

        Task ReadAsync(int times) => TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.Homeserver.Requests.All.Count(IsReading) == times));

        static bool IsReading(StubRequest request) => request.Method == "GET" && request.Parts is [.., "account_data", "m.direct"];

        Task AddAsync(string person, CancellationToken cancellationToken) =>
            chats.AddAsync(new UserId(bridge.Alice), new UserId($"@_bridges_test_{person}:hs.test"), new RoomId($"!{person}:hs.test"), cancellationToken);
    }
}
