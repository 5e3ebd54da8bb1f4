using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromMatrix;

public sealed class MatrixReactionTests
{
    [Fact]
    public async Task Reaction_goes_and_comes_back_as_no_second_one()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (message, target) = await MessageAsync(cargo);

        await ReactAsync(cargo, target, "👍\uFE0F");
        Assert.Equal("👍", (await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "react")).Text);
        await cargo.HappensAsync(Reactions(message, "alice", "👍"));
        await cargo.HappensAsync(Reactions(message, "bob", "❤"));

        var shown = await cargo.SeesAsync(sent => sent.Type == "m.reaction");
        Assert.Equal((cargo.Bob, "❤\uFE0F"), (shown.Sender, Key(shown)));
    }

    [Fact]
    public async Task Reaction_taken_back_is_taken_off()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (_, target) = await MessageAsync(cargo);
        var reaction = await ReactAsync(cargo, target, "👍");
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed is { What: "react", Text: "👍" });

        await cargo.Bridge.PushAsync(RoomEvents.Redaction(cargo.Room, cargo.Bridge.Alice, reaction));

        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed is { What: "react", Text: "" });
    }

    [Fact]
    public async Task Where_one_person_may_have_one_the_newest_stays_on_both_sides()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (_, target) = await MessageAsync(cargo);
        var first = await ReactAsync(cargo, target, "👍");
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed is { What: "react", Text: "👍" });

        await ReactAsync(cargo, target, "🔥");

        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed is { What: "react", Text: "🔥" });
        var dropped = await cargo.SeesAsync(sent => sent.Type == "m.room.redaction");
        Assert.Equal(first, dropped.Redacts);
        // Told back by the homeserver, and her own client may take it back, too: neither is a call to the network.
        await cargo.Bridge.PushAsync(RoomEvents.Redaction(cargo.Room, cargo.Bridge.Alice, first));
        await cargo.Bridge.PushAsync(StubEvents.Text(cargo.Room, cargo.Bridge.Alice, "behind it"));
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.Text == "behind it");
        Assert.Equal(2, cargo.Bridge.Network.Did.All.Count(deed => deed.What == "react"));
    }

    [Fact]
    public async Task Where_she_changes_it_in_the_networks_own_app_hers_here_goes_and_nothing_is_sent_back()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (message, target) = await MessageAsync(cargo);
        var first = await ReactAsync(cargo, target, "👍");
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed is { What: "react", Text: "👍" });

        await cargo.HappensAsync(Reactions(message, "alice", "🔥"));

        Assert.Equal((first, cargo.Bridge.Alice), await cargo.SeesAsync(sent => sent.Type == "m.room.redaction") is var dropped ? (dropped.Redacts, dropped.Sender) : default);
        Assert.Equal("🔥", Key(await cargo.SeesAsync(sent => sent.Type == "m.reaction" && sent.Sender == cargo.Bridge.Alice)));
        await cargo.Bridge.WaitUntilIdleAsync();
        await cargo.Bridge.PushAsync(RoomEvents.Redaction(cargo.Room, cargo.Bridge.Alice, first), StubEvents.Text(cargo.Room, cargo.Bridge.Alice, "behind it"));
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.Text == "behind it");
        Assert.Single(cargo.Bridge.Network.Did.All, deed => deed.What == "react");
    }

    [Fact]
    public async Task Reaction_that_is_not_allowed_is_taken_off_with_a_word()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (_, target) = await MessageAsync(cargo);
        cargo.Account.Rules = new ReactionRules { Allowed = ["👍"] };

        var unicorn = await ReactAsync(cargo, target, "🦄");

        Assert.Equal(unicorn, (await cargo.SeesAsync(sent => sent.Type == "m.room.redaction")).Redacts);
        await cargo.SeesAsync(sent => sent.Body?.Contains("does not take this reaction", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(cargo.Bridge.Network.Did.All, deed => deed.What == "react");
    }

    /// <summary>Matrix takes any text for a reaction; the apps of networks that know emoji only throw others away.</summary>
    [Fact]
    public async Task Words_are_no_reaction_and_emoji_are_spelled_as_the_network_wants_them()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var (_, target) = await MessageAsync(cargo);
        cargo.Account.Rules = new ReactionRules { WantsCompleteSpelling = true };

        var words = await ReactAsync(cargo, target, "+1");
        await ReactAsync(cargo, target, "❤");

        Assert.Equal("❤\uFE0F", (await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "react")).Text);
        Assert.Equal(words, (await cargo.SeesAsync(sent => sent.Type == "m.room.redaction")).Redacts);
    }

    [Fact]
    public async Task Remote_reactions_change_and_go_without_an_edit()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var message = await cargo.ReceiveAsync(new TextContent(RichText.Plain("hello")));
        var target = (await cargo.SeesAsync(sent => sent.Body == "hello")).EventId;

        await cargo.HappensAsync(Reactions(message, "bob", "👍", "🔥"));
        var thumb = await cargo.SeesAsync(sent => sent.Type == "m.reaction" && Key(sent) == "👍\uFE0F");
        await cargo.SeesAsync(sent => sent.Type == "m.reaction" && Key(sent) == "🔥");
        await cargo.HappensAsync(Reactions(message, "bob", "🔥"));

        var gone = await cargo.SeesAsync(sent => sent.Type == "m.room.redaction");
        Assert.Equal((thumb.EventId, cargo.Bob), (gone.Redacts, gone.Sender));
        Assert.Equal(target, thumb.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString());
        await cargo.HappensAsync(Reactions(message, "bob", "🔥", "👍"));
        await cargo.SeesAsync(sent => sent.Type == "m.reaction" && Key(sent) == "👍\uFE0F" && sent.EventId != thumb.EventId);
        Assert.DoesNotContain(cargo.Bridge.Homeserver.Sent.All, sent => sent.Content.TryGetProperty("m.new_content", out _));
    }

    [Fact]
    public async Task Custom_emoji_is_a_picture_and_goes_back_as_itself()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var message = await cargo.ReceiveAsync(new TextContent(RichText.Plain("hello")));
        var target = (await cargo.SeesAsync(sent => sent.Body == "hello")).EventId;
        cargo.Account.Rules = new ReactionRules { TakesCustomEmoji = true };

        await cargo.HappensAsync(new RemoteReactions
        {
            Chat = CargoBridge.Chat, Target = new(message), Sender = new("bob"), Timestamp = TimeProvider.System.GetUtcNow(),
            Reactions = [new Reaction("e5") { Picture = cargo.Account.File("e5", "image/webp 100x100"), Alternative = "party" }],
        });
        var shown = await cargo.SeesAsync(sent => sent.Type == "m.reaction");
        Assert.StartsWith("mxc://", Key(shown), StringComparison.Ordinal);

        await ReactAsync(cargo, target, Key(shown)!);
        Assert.Equal("e5", (await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "react")).Text);
    }

    private static async Task<(string Message, string Target)> MessageAsync(CargoBridge cargo)
    {
        var message = await cargo.ReceiveAsync(new TextContent(RichText.Plain("hello")));
        return (message, (await cargo.SeesAsync(sent => sent.Body == "hello")).EventId);
    }

    private static async Task<string> ReactAsync(CargoBridge cargo, string target, string key)
    {
        var reaction = StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.reaction", new JsonObject
        {
            ["m.relates_to"] = new JsonObject { ["rel_type"] = "m.annotation", ["event_id"] = target, ["key"] = key },
        });
        await cargo.Bridge.PushAsync(reaction);
        return reaction["event_id"]!.GetValue<string>();
    }

    private static RemoteReactions Reactions(string message, string sender, params string[] keys) => new()
    {
        Chat = CargoBridge.Chat,
        Target = new(message),
        Sender = new(sender),
        Timestamp = TimeProvider.System.GetUtcNow(),
        Reactions = [.. keys.Select(key => new Reaction(key))],
    };

    private static string? Key(SentEvent sent) => sent.Content.GetProperty("m.relates_to").GetProperty("key").GetString();
}
