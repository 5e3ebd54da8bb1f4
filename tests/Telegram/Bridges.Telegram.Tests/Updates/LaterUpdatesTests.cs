using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Updates;

/// <summary>Telegram asks to wait before it is asked who has reacted.</summary>
public sealed class LaterUpdatesTests
{
    private readonly RecordedTime _time = new();

    [Fact]
    public async Task Who_has_reacted_is_asked_again_later_and_nothing_waits_for_it()
    {
        await using var bed = new FakeNetwork(time: _time);
        await using var account = await bed.ConnectAsync();
        var refusals = 2;
        bed.Td.Answer("getMessageAddedReactions", _ => refusals-- > 0
            ? throw new EngineRequestException(429, "Too Many Requests: retry after 90")
            : new JsonObject { ["reactions"] = new JsonArray(Added(FakeNetwork.Friend), Added(300)), ["next_offset"] = "" });

        await bed.Td.SayAsync(Reactions(count: 2));
        await bed.Td.SayAsync(Reactions(count: 2));
        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(2, "meanwhile"))));
        await bed.Host.MessageAsync("meanwhile");
        await _time.PassAsync(TimeSpan.FromSeconds(90));
        await bed.Host.Events.FirstAsync<RemoteReactions>(told => told.Sender.Value == "300");

        var told = bed.Host.Events.All.OfType<RemoteReactions>().Select(reactions => reactions.Sender.Value).Order(StringComparer.Ordinal);
        Assert.Equal([$"{FakeNetwork.Friend}", "300"], told);
    }

    private static string Reactions(int count) => TdObjects.Update(
        "updateMessageInteractionInfo",
        ("chat_id", FakeNetwork.Friend),
        ("message_id", 1L << 20),
        ("interaction_info", new JsonObject
        {
            ["reactions"] = new JsonObject
            {
                ["reactions"] = new JsonArray(new JsonObject { ["type"] = Thumb(), ["total_count"] = count, ["recent_sender_ids"] = new JsonArray() }),
            },
        }));

    private static JsonObject Added(long user) => new()
    {
        ["sender_id"] = new JsonObject { ["@type"] = "messageSenderUser", ["user_id"] = user },
        ["type"] = Thumb(),
    };

    private static JsonObject Thumb() => new() { ["@type"] = "reactionTypeEmoji", ["emoji"] = "👍" };
}
