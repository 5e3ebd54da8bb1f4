using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Messages;

public sealed class HistoryTests : TelegramTest
{
    [Theory]
    [InlineData(nameof(PrivateChat))]
    [InlineData(nameof(BasicGroup))]
    [InlineData(nameof(Channel))]
    public async Task History_from_before_the_login_is_paged_to_its_beginning(string kind)
    {
        Chat chat = kind switch
        {
            nameof(PrivateChat) => Alice.ChatWith(Bob),
            nameof(BasicGroup) => Telegram.Chats.CreateGroup("Friends", Bob, Alice),
            _ => Telegram.Chats.CreateSupergroup("Everybody", Bob, Alice),
        };
        for (var i = 0; i < 120; i++)
        {
            Bob.SendText(chat, $"number {i}");
        }

        var client = await LogInAsync(Alice);
        await client.CallAsync("loadChats", new JsonObject { ["limit"] = 100 });
        var texts = await ReadBackAsync(client, ChatId(chat, Alice));

        Assert.Equal(Enumerable.Range(0, 120).Reverse().Select(i => $"number {i}"), texts.Where(text => text.Length > 0));
    }

    [Fact]
    public async Task The_chat_list_holds_every_chat()
    {
        var people = Enumerable.Range(0, 130).Select(i => Telegram.People.Add($"Person {i}")).ToList();
        foreach (var person in people)
        {
            person.SendText(person.ChatWith(Alice), "hi");
        }

        Telegram.Chats.CreateGroup("Friends", Bob, Alice);
        Telegram.Chats.CreateChannel("News", Bob, Alice);
        var client = await LogInAsync(Alice);

        for (var more = true; more;)
        {
            more = await LoadMoreAsync(client);
        }

        var chats = await client.CallAsync("getChats", new JsonObject { ["limit"] = 1000 });
        Assert.Equal(people.Count + 2, chats.GetProperty("chat_ids").GetArrayLength());
    }

    [Theory]
    [InlineData(0, 0, 3, new[] { 10, 9, 8 })]
    [InlineData(5, 0, 2, new[] { 4, 3 })]
    [InlineData(5, -2, 4, new[] { 6, 5, 4, 3 })]
    [InlineData(9, -5, 5, new[] { 10, 9 })]
    [InlineData(3, 1, 5, new[] { 1 })]
    public void The_window_of_a_history_call_follows_the_protocol(int offsetId, int addOffset, int limit, int[] expected)
    {
        var chat = Alice.ChatWith(Bob);
        for (var i = 1; i <= 10; i++)
        {
            Bob.SendText(chat, $"number {i}");
        }

        var page = Methods.HistoryWindow.Of(chat.Messages, Alice, offsetId, offsetDate: 0, addOffset, limit);

        Assert.Equal(expected, page.Select(message => message.IdFor(Alice)));
    }

    private static async Task<bool> LoadMoreAsync(TdClient client)
    {
        try
        {
            await client.CallAsync("loadChats", new JsonObject { ["limit"] = 100 });
            return true;
        }
        catch (TdException end) when (end.Code == 404)
        {
            return false;
        }
    }

    private static async Task<List<string>> ReadBackAsync(TdClient client, long chatId)
    {
        var texts = new List<string>();
        for (var from = 0L; ;)
        {
            var page = await client.CallAsync("getChatHistory", new JsonObject { ["chat_id"] = chatId, ["from_message_id"] = from, ["limit"] = 50 });
            var messages = page.GetProperty("messages").EnumerateArray().ToList();
            if (messages.Count == 0)
            {
                return texts;
            }

            texts.AddRange(messages.Select(ClientJson.MessageText));
            from = messages[^1].Long("id");
        }
    }
}
