using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromNetwork;

/// <summary>Reactions of which the network does not tell person by person: taken back while nobody listened, or only counted.</summary>
public sealed class UnnamedReactionTests
{
    [Fact]
    public async Task Who_is_not_among_those_with_a_reaction_has_taken_theirs_back()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (message, _) = await MessageAsync(cargo);
        var began = TimeProvider.System.GetUtcNow();
        await cargo.HappensAsync(Reactions(message, "bob", "👍", began));
        await cargo.HappensAsync(Reactions(message, "carol", "🔥", began));
        await cargo.HappensAsync(Reactions(message, "dave", "❤", began.AddHours(2)));
        var bobs = await cargo.SeesAsync(sent => sent.Type == "m.reaction" && sent.Sender == cargo.Bob);
        await cargo.SeesAsync(sent => sent.Type == "m.reaction" && Key(sent) == "❤\uFE0F");
        await cargo.Bridge.WaitUntilIdleAsync();

        for (var time = 0; time < 2; time++)
        {
            await cargo.HappensAsync(new RemoteReactors
            {
                Chat = CargoBridge.Chat, Target = new(message), People = [new("carol")], Since = began.AddHours(1), Timestamp = TimeProvider.System.GetUtcNow(),
            });
        }

        await cargo.HappensAsync(Reactions(message, "carol", "👏", began.AddHours(3)));
        await cargo.SeesAsync(sent => sent.Type == "m.reaction" && Key(sent) == "👏");
        var redactions = cargo.Bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.redaction").ToList();
        Assert.Equal((bobs.EventId, cargo.Bob), (redactions[0].Redacts, redactions[0].Sender));
        // Carol's first, which she replaced, is the only other one.
        Assert.Equal(2, redactions.Count);
    }

    [Fact]
    public async Task What_a_user_put_here_goes_where_it_was_on_the_network_before_that_listened()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (message, target) = await MessageAsync(cargo);
        var before = TimeProvider.System.GetUtcNow();
        var party = StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.reaction", Annotation(target, "🎉"));
        // Written while the bridge was down, and put on the network only now.
        party["origin_server_ts"] = before.AddHours(-1).ToUnixTimeMilliseconds();
        await cargo.Bridge.PushAsync(party);
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "react");
        await cargo.Bridge.WaitUntilIdleAsync();
        Task NobodyAsync(DateTimeOffset since) => cargo.HappensAsync(new RemoteReactors
        {
            Chat = CargoBridge.Chat, Target = new(message), People = [], Since = since, Timestamp = TimeProvider.System.GetUtcNow(),
        }).AsTask();

        await NobodyAsync(since: before);
        await MessageAsync(cargo, "later");
        Assert.DoesNotContain(cargo.Bridge.Homeserver.Sent.All, sent => sent.Type == "m.room.redaction");
        await NobodyAsync(since: TimeProvider.System.GetUtcNow());

        Assert.Equal(party["event_id"]!.GetValue<string>(), (await cargo.SeesAsync(sent => sent.Type == "m.room.redaction")).Redacts);
        Assert.Single(cargo.Bridge.Network.Did.All, deed => deed.What == "react");
    }

    [Fact]
    public async Task Where_nobody_is_named_the_bot_says_how_many_there_are_and_large_numbers_roughly()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (message, target) = await MessageAsync(cargo);

        await cargo.HappensAsync(Counts(message, ("👍", 2), ("🔥", 1)));
        var thumbs = await cargo.SeesAsync(sent => sent.Type == "m.reaction" && Key(sent) == "👍\uFE0F 2");
        await cargo.SeesAsync(sent => sent.Type == "m.reaction" && Key(sent) == "🔥");
        await cargo.HappensAsync(Counts(message, ("👍", 2), ("🔥", 1)));
        await cargo.HappensAsync(Counts(message, ("👍", 1234), ("🔥", 1)));
        await cargo.SeesAsync(sent => sent.Type == "m.reaction" && Key(sent) == "👍\uFE0F 1200+");
        await cargo.HappensAsync(Counts(message, ("👍", 1239), ("🔥", 1)));
        await cargo.Bridge.RestartAsync();
        await cargo.HappensAsync(Counts(message));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(cargo.Bridge.Homeserver.Sent.All.Count(sent => sent.Type == "m.room.redaction") == 3));
        await cargo.HappensAsync(Counts(message, ("👍", 2)));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(cargo.Bridge.Homeserver.Sent.All.Count(sent => sent.Type == "m.reaction") == 4));

        Assert.Equal((cargo.Bridge.Homeserver.BotUserId, target), (thumbs.Sender, thumbs.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString()));
        Assert.Equal(
            ["👍\uFE0F 2", "🔥", "👍\uFE0F 1200+", "👍\uFE0F 2"],
            cargo.Bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.reaction").Select(Key));
    }

    private static async Task<(string Message, string Target)> MessageAsync(CargoBridge cargo, string text = "hello")
    {
        var message = await cargo.ReceiveAsync(new TextContent(RichText.Plain(text)));
        return (message, (await cargo.SeesAsync(sent => sent.Body == text)).EventId);
    }

    private static RemoteReactions Reactions(string message, string sender, string key, DateTimeOffset at) =>
        new() { Chat = CargoBridge.Chat, Target = new(message), Sender = new(sender), Timestamp = at, Reactions = [new Reaction(key)] };

    private static RemoteReactionCounts Counts(string message, params (string Key, long Count)[] counts) => new()
    {
        Chat = CargoBridge.Chat,
        Target = new(message),
        Timestamp = TimeProvider.System.GetUtcNow(),
        Counts = [.. counts.Select(count => new ReactionCount(new Reaction(count.Key), count.Count))],
    };

    private static System.Text.Json.Nodes.JsonObject Annotation(string target, string key) => new()
    {
        ["m.relates_to"] = new System.Text.Json.Nodes.JsonObject { ["rel_type"] = "m.annotation", ["event_id"] = target, ["key"] = key },
    };

    private static string? Key(SentEvent sent) => sent.Content.GetProperty("m.relates_to").GetProperty("key").GetString();
}
