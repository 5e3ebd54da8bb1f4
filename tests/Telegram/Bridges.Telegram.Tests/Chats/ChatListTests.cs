using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Chats;

public sealed class ChatListTests
{
    [Fact]
    public async Task A_chat_that_cannot_be_had_any_more_costs_no_other()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        bed.Td.Refuse("loadChats", 404, "Not Found");
        bed.Td.Answer("getChats", request => request.GetProperty("chat_list").GetProperty("@type").GetString() == "chatListMain"
            ? new JsonObject { ["chat_ids"] = new JsonArray(7, FakeNetwork.Friend) }
            : null);
        bed.Td.Answer("getChat", request => request.GetProperty("chat_id").GetInt64() is var id && id == 7
            ? throw new EngineRequestException(400, "Chat not found")
            : TdObjects.Chat(id));

        var chats = await ((IListsChats)account).ListChatsAsync(10, FakeNetwork.Cancellation);

        Assert.Equal([$"{FakeNetwork.Friend}"], chats.Select(chat => chat.Key.Chat.Value));
    }
}
