using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Portals;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Portals;

/// <summary>How accounts stand to chats is asked and changed from many lanes at once.</summary>
public sealed class AccountChatsTests
{
    private const int Rounds = 500;

    [Fact]
    public async Task A_state_that_is_read_while_it_changes_is_not_taken_for_the_one_of_now()
    {
        await using var bridge = await TestBridge.StartAsync();
        var chats = bridge.Services.GetRequiredService<AccountChats>();
        var account = bridge.Services.GetRequiredService<AccountRegistry>().Find(bridge.Network.Id, new AccountId("alice"))!;
        for (var round = 0; round < Rounds; round++)
        {
            var chat = new ChatKey(new RemoteChatId($"chat {round}"));
            await chats.SetAsync(account, chat, AccountChatState.InRoom, default);
            await Task.WhenAll(Task.Run(() => chats.StateAsync(account, chat, default).AsTask()), chats.SetAsync(account, chat, AccountChatState.OutOfChat, default));

            Assert.Equal(AccountChatState.OutOfChat, await chats.StateAsync(account, chat, default));
        }
    }

    [Fact]
    public async Task A_room_that_is_forgotten_while_its_people_are_asked_for_stays_forgotten()
    {
        await using var bridge = await TestBridge.StartAsync();
        var chats = bridge.Services.GetRequiredService<AccountChats>();
        var account = bridge.Services.GetRequiredService<AccountRegistry>().Find(bridge.Network.Id, new AccountId("alice"))!;
        for (var round = 0; round < Rounds; round++)
        {
            var chat = new ChatKey(new RemoteChatId($"chat {round}"));
            await chats.SetAsync(account, chat, AccountChatState.InRoom, default);
            await Task.WhenAll(Task.Run(() => chats.StateAsync(account, chat, default).AsTask()), chats.ForgetRoomAsync(account.Network, chat, default));

            Assert.Null(await chats.StateAsync(account, chat, default));
        }
    }
}
