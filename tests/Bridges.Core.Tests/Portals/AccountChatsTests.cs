using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Portals;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Portals;

/// <summary>How accounts stand to chats is asked and changed from many lanes at once.</summary>
public sealed class AccountChatsTests : IAsyncLifetime
{
    private const int Rounds = 200;

    private TestBridge _bridge = null!;
    private AccountChats _chats = null!;
    private RunningAccount _alice = null!;
    private RunningAccount _stranger = null!;

    public async ValueTask InitializeAsync()
    {
        _bridge = await TestBridge.StartAsync();
        _bridge.Homeserver.AddUser("carol");
        await _bridge.LogInAsync("carol");
        _chats = _bridge.Services.GetRequiredService<AccountChats>();
        var accounts = _bridge.Services.GetRequiredService<AccountRegistry>();
        (_alice, _stranger) = (accounts.Find(_bridge.Network.Id, new AccountId("alice"))!, accounts.Find(_bridge.Network.Id, new AccountId("carol"))!);
    }

    public ValueTask DisposeAsync() => _bridge.DisposeAsync();

    [Fact]
    public async Task A_state_that_is_read_while_it_changes_is_not_taken_for_the_one_of_now()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var chat = new ChatKey(new RemoteChatId($"chat {round}"));
            await _chats.SetAsync(_alice, chat, AccountChatState.InRoom, default);

            await WhileAskedForAsync(chat, _chats.SetAsync(_alice, chat, AccountChatState.OutOfChat, default));

            Assert.Equal(AccountChatState.OutOfChat, await _chats.StateAsync(_alice, chat, default));
        }
    }

    [Fact]
    public async Task A_room_that_is_forgotten_while_its_people_are_asked_for_stays_forgotten()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var chat = new ChatKey(new RemoteChatId($"chat {round}"));
            await _chats.SetAsync(_alice, chat, AccountChatState.InRoom, default);

            await WhileAskedForAsync(chat, _chats.ForgetRoomAsync(_alice.Network, chat, default));

            Assert.Null(await _chats.StateAsync(_alice, chat, default));
        }
    }

    /// <summary>Asks for somebody who has nothing to do with the chat, which is looked up each time, until something is done.</summary>
    private async Task WhileAskedForAsync(ChatKey chat, Task done)
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCompleted)
            {
                await _chats.StateAsync(_stranger, chat, default);
            }
        })));
        await done;
    }
}
