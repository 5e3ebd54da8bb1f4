using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Messages;

/// <summary>Read receipts and typing, in each kind of chat, both ways.</summary>
public sealed class ReceiptTests : TelegramTest
{
    public static TheoryData<string> Kinds => [nameof(PrivateChat), nameof(BasicGroup), nameof(Channel)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_client_learns_that_others_have_read(string kind)
    {
        var client = await LogInAsync(Alice);
        var chat = MakeChat(kind);
        Bob.SendText(chat, "hello");
        await NewMessageAsync(client, "hello");
        var sent = await SendAsync(client, ChatId(chat, Alice), "read this");

        Bob.Read(chat);

        var read = await client.UpdateAsync("updateChatReadOutbox", update => update.Long("last_read_outbox_message_id") == sent.Long("id"));
        Assert.Equal(ChatId(chat, Alice), read.Long("chat_id"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_server_learns_what_the_client_has_read(string kind)
    {
        var client = await LogInAsync(Alice);
        var chat = MakeChat(kind);
        var message = Bob.SendText(chat, "read me");
        var received = await NewMessageAsync(client, "read me");

        await client.CallAsync("openChat", new JsonObject { ["chat_id"] = ChatId(chat, Alice) });
        await client.CallAsync("viewMessages", new JsonObject
        {
            ["chat_id"] = ChatId(chat, Alice),
            ["message_ids"] = new JsonArray(received.Long("id")),
            ["force_read"] = true,
        });

        await Telegram.WaitUntilAsync(() => chat.LastReadBy(Alice) == message, cancellationToken: Stopping);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Reading_on_the_phone_is_seen_by_the_client(string kind)
    {
        var client = await LogInAsync(Alice);
        var chat = MakeChat(kind);
        var message = Bob.SendText(chat, "read me");
        await NewMessageAsync(client, "read me");

        Alice.Read(chat);

        await client.UpdateAsync(
            "updateChatReadInbox",
            update => update.Long("last_read_inbox_message_id") == ClientMessageId(message.IdFor(Alice)) && update.Long("unread_count") == 0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Typing_comes_in_and_goes_out(string kind)
    {
        var client = await LogInAsync(Alice);
        var chat = MakeChat(kind);
        Bob.SendText(chat, "hello");
        await NewMessageAsync(client, "hello");

        Bob.StartTyping(chat);
        await client.UpdateAsync(
            "updateChatAction",
            update => update.Get("action").Type() == "chatActionTyping" && update.Get("sender_id").Long("user_id") == Bob.Id);
        Bob.StopTyping(chat);
        await client.UpdateAsync("updateChatAction", update => update.Get("action").Type() == "chatActionCancel");
        await client.CallAsync("sendChatAction", new JsonObject
        {
            ["chat_id"] = ChatId(chat, Alice),
            ["action"] = new JsonObject { ["@type"] = "chatActionTyping" },
        });

        await Telegram.WaitUntilAsync(() => chat.Typing.Any(notice => notice.Person == Alice && notice.IsTyping), cancellationToken: Stopping);
    }

    private Chat MakeChat(string kind) => kind switch
    {
        nameof(PrivateChat) => Alice.ChatWith(Bob),
        nameof(BasicGroup) => Telegram.Chats.CreateGroup("Friends", Bob, Alice, Carol),
        _ => Telegram.Chats.CreateSupergroup("Everybody", Bob, Alice, Carol),
    };
}
