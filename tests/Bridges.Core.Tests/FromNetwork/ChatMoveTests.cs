using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;

namespace Bridges.Core.Tests.FromNetwork;

/// <summary>A chat that has another key from now on goes on in its room.</summary>
public sealed class ChatMoveTests
{
    [Fact]
    public async Task What_is_told_right_behind_a_move_is_shown_in_the_room_of_before()
    {
        await using var bridge = await TestBridge.StartAsync();
        string[] people = [.. Enumerable.Range(1, 10).Select(number => $"friend{number}")];
        var rooms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var person in people)
        {
            rooms[person] = await bridge.OpenChatAsync(person);
        }

        var told = new List<Task>();
        foreach (var person in people)
        {
            var (from, to) = (new ChatKey(new(person), new AccountId("alice")), new ChatKey(new($"{person}-now"), new AccountId("alice")));
            told.Add(bridge.AliceAccount.Host.ReceiveAsync(new RemoteChatMove { Chat = from, NewKey = to, Timestamp = TimeProvider.System.GetUtcNow() }, default).AsTask());
            told.Add(bridge.ReceiveAsync($"{person}-now", "2", $"after the move of {person}").AsTask());
        }

        await Task.WhenAll(told);
        foreach (var person in people)
        {
            Assert.Equal(rooms[person], (await bridge.WaitForMessageAsync($"after the move of {person}")).RoomId);
        }
    }
}
