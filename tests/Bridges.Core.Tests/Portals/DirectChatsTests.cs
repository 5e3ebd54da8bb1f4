using Bridges.Core.Tests.Bed;

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
}
