using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Messages;

/// <summary>Edits and deletions, in each kind of chat, both ways.</summary>
public sealed class ChangeTests : TelegramTest
{
    public static TheoryData<string> Kinds => [nameof(PrivateChat), nameof(BasicGroup), nameof(Channel)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_edit_comes_in(string kind)
    {
        var client = await LogInAsync(Alice);
        var chat = MakeChat(kind);
        var message = Bob.SendText(chat, "frist");
        await NewMessageAsync(client, "frist");

        Bob.Edit(message, "first");

        var edited = await client.UpdateAsync("updateMessageContent", update => update.Get("new_content", "text").Text("text") == "first");
        Assert.Equal(ClientMessageId(message.IdFor(Alice)), edited.Long("message_id"));
        var times = await client.UpdateAsync("updateMessageEdited", update => update.Long("message_id") == edited.Long("message_id"));
        Assert.NotEqual(0, times.Long("edit_date"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_edit_goes_out(string kind)
    {
        var client = await LogInAsync(Alice);
        var chat = MakeChat(kind);
        Bob.SendText(chat, "hello");
        await NewMessageAsync(client, "hello");
        var sent = await SendAsync(client, ChatId(chat, Alice), "wrold");

        await client.CallAsync("editMessageText", new JsonObject
        {
            ["chat_id"] = ChatId(chat, Alice),
            ["message_id"] = sent.Long("id"),
            ["input_message_content"] = ClientJson.TextContent("world"),
        });

        var held = await Telegram.WaitForMessageAsync(chat, message => message.Text == "world", cancellationToken: Stopping);
        Assert.Equal(Alice, held.Sender);
        Assert.NotNull(held.EditDate);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_deletion_comes_in(string kind)
    {
        var client = await LogInAsync(Alice);
        var chat = MakeChat(kind);
        var message = Bob.SendText(chat, "oops");
        await NewMessageAsync(client, "oops");

        Bob.Delete(message);

        var deleted = await client.UpdateAsync("updateDeleteMessages", update => update.GetProperty("is_permanent").GetBoolean());
        Assert.Equal(ClientMessageId(message.IdFor(Alice)), Assert.Single(deleted.Get("message_ids").EnumerateArray()).GetInt64());
        Assert.Equal(ChatId(chat, Alice), deleted.Long("chat_id"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_deletion_goes_out(string kind)
    {
        var client = await LogInAsync(Alice);
        var chat = MakeChat(kind);
        Bob.SendText(chat, "hello");
        await NewMessageAsync(client, "hello");
        var sent = await SendAsync(client, ChatId(chat, Alice), "oops");

        await client.CallAsync("deleteMessages", new JsonObject
        {
            ["chat_id"] = ChatId(chat, Alice),
            ["message_ids"] = new JsonArray(sent.Long("id")),
            ["revoke"] = true,
        });

        await Telegram.WaitForMessageAsync(chat, message => message.Text == "oops" && message.IsDeleted, cancellationToken: Stopping);
    }

    [Fact]
    public async Task Others_messages_cannot_be_edited()
    {
        var client = await LogInAsync(Alice);
        var message = Bob.SendText(Alice.ChatWith(Bob), "mine");
        await NewMessageAsync(client, "mine");

        var refused = Assert.Throws<RpcException>(() => Alice.Edit(message, "yours"));

        Assert.Equal("MESSAGE_AUTHOR_REQUIRED", refused.Message);
    }

    private Chat MakeChat(string kind) => kind switch
    {
        nameof(PrivateChat) => Alice.ChatWith(Bob),
        nameof(BasicGroup) => Telegram.Chats.CreateGroup("Friends", Bob, Alice, Carol),
        _ => Telegram.Chats.CreateSupergroup("Everybody", Bob, Alice, Carol),
    };
}
