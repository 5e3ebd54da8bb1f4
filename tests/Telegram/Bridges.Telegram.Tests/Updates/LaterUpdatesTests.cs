using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Updates;

/// <summary>Telegram asks to wait before it is asked who has reacted, or voted.</summary>
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

    /// <summary>What was told of the poll by then is over when it is asked again.</summary>
    [Fact]
    public async Task Who_has_voted_is_asked_again_later_and_of_the_poll_as_it_is_then()
    {
        await using var bed = new FakeNetwork(time: _time);
        await using var account = await bed.ConnectAsync();
        var refusals = 1;
        bed.Td.Answer("getPollVoters", _ => refusals-- > 0
            ? throw new EngineRequestException(429, "Too Many Requests: retry after 90")
            : new JsonObject { ["voters"] = new JsonArray(Voter(FakeNetwork.Friend), Voter(300), Voter(301)) });
        bed.Td.Answer("getMessage", _ => new JsonObject { ["@type"] = "message", ["id"] = 1L << 20, ["chat_id"] = FakeNetwork.Friend, ["content"] = Poll(votes: 3) });

        await bed.Td.SayAsync(TdObjects.Update("updateMessageContent", ("chat_id", FakeNetwork.Friend), ("message_id", 1L << 20), ("new_content", Poll(votes: 2))));
        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(2, "meanwhile"))));
        await bed.Host.MessageAsync("meanwhile");
        await _time.PassAsync(TimeSpan.FromSeconds(90));
        var result = await bed.Host.Events.FirstAsync<RemotePollResult>(_ => true);

        Assert.Equal(3, Assert.Single(result.Totals).Votes);
        Assert.Equal(3, bed.Host.Events.All.OfType<RemoteVote>().Select(vote => vote.Sender).Distinct().Count());
    }

    [Fact]
    public async Task Whoever_is_not_among_the_voters_that_are_named_has_taken_nothing_back_where_not_all_are()
    {
        await using var bed = new FakeNetwork(time: _time);
        await using var account = await bed.ConnectAsync();
        var named = new List<long>([FakeNetwork.Friend, 300, 301]);
        bed.Td.Answer("getPollVoters", request => new JsonObject { ["voters"] = new JsonArray([.. named.Skip(request.GetProperty("offset").GetInt32()).Take(2).Select(Voter)]) });

        await bed.Td.SayAsync(TdObjects.Update("updateMessageContent", ("chat_id", FakeNetwork.Friend), ("message_id", 1L << 20), ("new_content", Poll(votes: 3))));
        await bed.Host.Events.FirstAsync<RemotePollResult>(result => result.Totals.Single().Votes == 3);
        named.Remove(FakeNetwork.Friend);
        await bed.Td.SayAsync(TdObjects.Update("updateMessageContent", ("chat_id", FakeNetwork.Friend), ("message_id", 1L << 20), ("new_content", Poll(votes: 4))));
        await bed.Host.Events.FirstAsync<RemotePollResult>(result => result.Totals.Single().Votes == 4);
        await bed.Td.SayAsync(TdObjects.Update("updateMessageContent", ("chat_id", FakeNetwork.Friend), ("message_id", 1L << 20), ("new_content", Poll(votes: 2))));
        await bed.Host.Events.FirstAsync<RemotePollResult>(result => result.Totals.Single().Votes == 2);

        var votes = bed.Host.Events.All.OfType<RemoteVote>().ToList();
        Assert.Equal(3, votes.Select(vote => vote.Sender).Distinct().Count());
        var takenBack = Assert.Single(votes, vote => vote.Options.Count == 0);
        Assert.Equal((takenBack, new RemoteUserId($"{FakeNetwork.Friend}")), (votes[^1], takenBack.Sender));
    }

    private static JsonObject Poll(int votes) => new()
    {
        ["@type"] = "messagePoll",
        ["poll"] = new JsonObject
        {
            ["@type"] = "poll",
            ["question"] = new JsonObject { ["text"] = "Where?" },
            ["can_get_voters"] = true,
            ["options"] = new JsonArray(new JsonObject { ["id"] = "0", ["text"] = new JsonObject { ["text"] = "here" }, ["voter_count"] = votes, ["recent_voter_ids"] = new JsonArray() }),
        },
    };

    private static JsonObject Voter(long user) => new() { ["voter_id"] = new JsonObject { ["@type"] = "messageSenderUser", ["user_id"] = user } };

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
