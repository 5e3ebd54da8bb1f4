using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Actions;

/// <summary>Reactions, both ways.</summary>
public sealed class ReactionTests : TelegramTest
{
    [Fact]
    public async Task Reactions_of_others_come_in_with_their_names_and_go()
    {
        var client = await LogInAsync(Alice);
        var group = Telegram.Chats.CreateSupergroup("Friends", Bob, Alice, Carol);
        var message = Bob.SendText(group, "well?");
        var received = await NewMessageAsync(client, "well?");

        // Before it has asked what is allowed in a group, a client shows no reactions.
        await client.CallAsync("getSupergroupFullInfo", new JsonObject { ["supergroup_id"] = group.Id });
        Carol.React(message, "👍");
        Bob.React(message, "🔥");

        var both = await ReactionsAsync(client, received, reactions => reactions.Count == 2);
        Assert.Contains(both, reaction => reaction.Get("type").Text("emoji") == "👍" && Names(reaction).Contains(Carol.Id));
        Carol.React(message);
        await ReactionsAsync(client, received, reactions => reactions.Count == 1);
    }

    [Fact]
    public async Task A_reaction_of_the_client_reaches_the_server_and_another_takes_its_place()
    {
        var client = await LogInAsync(Alice);
        var message = Bob.SendText(Alice.ChatWith(Bob), "well?");
        var received = await NewMessageAsync(client, "well?");
        await Telegram.WaitForCallAsync("messages.getAvailableReactions", cancellationToken: Stopping);

        await AddAsync(client, received, "👍");
        Assert.Equal([new Reaction("👍")], message.ReactionsOf(Alice));
        await AddAsync(client, received, "🔥");
        Assert.Equal([new Reaction("🔥")], message.ReactionsOf(Alice));
        await client.CallAsync("removeMessageReaction", Of(received, "🔥"));
        Assert.Empty(message.ReactionsOf(Alice));
    }

    [Fact]
    public async Task Who_put_a_reaction_can_be_asked()
    {
        var client = await LogInAsync(Alice);
        var group = Telegram.Chats.CreateSupergroup("Friends", Bob, Alice, Carol);
        var message = Bob.SendText(group, "well?");
        var received = await NewMessageAsync(client, "well?");
        Carol.React(message, "👍");

        var added = await client.CallAsync("getMessageAddedReactions", new JsonObject
        {
            ["chat_id"] = received.Long("chat_id"),
            ["message_id"] = received.Long("id"),
            ["limit"] = 50,
        });

        Assert.Equal(Carol.Id, added.GetProperty("reactions")[0].Get("sender_id").Long("user_id"));
    }

    private static Task<JsonElement> AddAsync(TdClient client, JsonElement message, string emoji) => client.CallAsync("addMessageReaction", Of(message, emoji));

    private static JsonObject Of(JsonElement message, string emoji) => new()
    {
        ["chat_id"] = message.Long("chat_id"),
        ["message_id"] = message.Long("id"),
        ["reaction_type"] = ClientJson.Object("reactionTypeEmoji", ("emoji", emoji)),
    };

    private static IEnumerable<long> Names(JsonElement reaction) =>
        reaction.GetProperty("recent_sender_ids").EnumerateArray().Select(sender => sender.Long("user_id"));

    private static async Task<List<JsonElement>> ReactionsAsync(TdClient client, JsonElement message, Func<List<JsonElement>, bool> fits)
    {
        static List<JsonElement> Of(JsonElement update) =>
            update.TryGetProperty("interaction_info", out var info) && info.ValueKind == JsonValueKind.Object
            && info.TryGetProperty("reactions", out var reactions) && reactions.ValueKind == JsonValueKind.Object
                ? [.. reactions.GetProperty("reactions").EnumerateArray()]
                : [];
        var found = await client.UpdateAsync(
            "updateMessageInteractionInfo",
            update => update.Long("message_id") == message.Long("id") && fits(Of(update)));
        return Of(found);
    }
}
