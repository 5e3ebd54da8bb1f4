using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Simulator;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Live;

public sealed class StoryTests(SharedSignal shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stories_are_shown_for_a_day_where_the_setting_says_so()
    {
        await using var bed = await SignalBed.StartAsync(shared.Signal, options => options.Stories = true);
        var group = await shared.Signal.GroupAsync(bed.Alice, "Picnic", bed.Alice, bed.Bob, bed.Carol);
        await bed.Bob.SayInGroupAsync(group, "hello");
        await bed.Told.MessageAsync("hello");
        var picture = await bed.Bob.StoreAsync([1, 2, 3], "image/jpeg", "beach.jpg");

        var told = await StoryAsync(bed, new JsonObject { ["text"] = "at the beach" });
        await StoryAsync(bed, new JsonObject { ["file"] = picture });
        await StoryAsync(bed, new JsonObject { ["text"] = "for the group", ["group"] = group });

        var text = await bed.Told.MessageAsync("at the beach");
        Assert.Equal((Stories(bed), new DisappearingTimer(TimeSpan.FromDays(1), FromRead: false)), (text.Chat, text.Timer));
        var image = await bed.Told.Events.FirstAsync<RemoteMessage>(message => message.Parts[0].Content is ImageContent);
        Assert.Equal((Stories(bed), null), (image.Chat, ((ImageContent)image.Parts[0].Content).Caption));
        Assert.Equal(group, (await bed.Told.MessageAsync("Story: for the group")).Chat.Chat.Value);
        await bed.Bob.SayAsync(bed.Alice, "and a text");
        await bed.Told.MessageAsync("and a text");
        Assert.Equal(RemoteIds.Message(bed.Bob.Id, told), text.Id);
        var room = await bed.Account.GetChatAsync(text.Chat, Cancellation);
        Assert.Equal((ChatKind.Broadcast, false), (room.Kind, room.AccountIsOut));
    }

    [Fact]
    public async Task An_answer_or_a_reaction_to_a_story_names_the_story()
    {
        await using var bed = await SignalBed.StartAsync(shared.Signal, options => options.Stories = true);
        var toldAt = await StoryAsync(bed, new JsonObject { ["text"] = "at the beach" });
        var story = await bed.Told.MessageAsync("at the beach");
        await bed.ReopenAsync();

        var sent = await bed.Account.SendAsync(new OutgoingMessage(SignalBed.NewDelivery(), story.Chat, SignalBed.Text("have fun")) { ReplyTo = new ReplyTarget(story.Id) }, Cancellation);
        await bed.Account.ReactAsync(new OutgoingReactions(SignalBed.NewDelivery(), story.Chat, story.Id, [new Reaction("😎")]), Cancellation);

        var answer = await bed.Bob.HearTextAsync("have fun");
        Assert.Equal((toldAt, null), (answer.Number("storyContext", "sentTimestamp"), answer.Number("quote", "id")));
        await bed.Bob.HearMessageAsync("the reaction", message => message.Text("reaction", "emoji") == "😎" && message.Number("storyContext", "sentTimestamp") == toldAt);

        // What was answered can be taken back there, too.
        await bed.Account.DeleteAsync(new OutgoingDeletion(SignalBed.NewDelivery(), story.Chat, sent.Ids), Cancellation);
        await bed.Bob.HearMessageAsync("the deletion", message => message.Number("delete", "targetSentTimestamp") == RemoteIds.Parse(sent.Ids[0]).Timestamp);
        await bed.Account.MarkReadAsync(story.Chat, story.Id, Cancellation);
        var refusal = await Assert.ThrowsAsync<BridgeException>(() =>
            bed.Account.SendAsync(new OutgoingMessage(SignalBed.NewDelivery(), story.Chat, SignalBed.Text("my own")), Cancellation));
        Assert.Equal(FailureKind.Permanent, refusal.Kind);
    }

    [Fact]
    public async Task A_story_that_its_author_takes_back_goes()
    {
        await using var bed = await SignalBed.StartAsync(shared.Signal, options => options.Stories = true);
        var toldAt = await StoryAsync(bed, new JsonObject { ["text"] = "at the beach" });
        var story = await bed.Told.MessageAsync("at the beach");

        await bed.Bob.SayAsync(bed.Alice.Id, new JsonObject { ["delete"] = toldAt });

        var deletion = await bed.Told.Events.FirstAsync<RemoteDeletion>();
        Assert.Equal((story.Chat, story.Id), (deletion.Chat, deletion.Target));
    }

    [Fact]
    public async Task Stories_are_left_out_where_nobody_asked_for_them()
    {
        await using var bed = await SignalBed.StartAsync(shared.Signal);

        await StoryAsync(bed, new JsonObject { ["text"] = "at the beach" });
        await bed.Bob.SayAsync(bed.Alice, "a text");
        await bed.Told.MessageAsync("a text");

        Assert.Single(bed.Told.Events.All.OfType<RemoteMessage>());
    }

    private static ChatKey Stories(SignalBed bed) => new(new RemoteChatId(RemoteIds.Stories), bed.Account.Id);

    private async Task<long> StoryAsync(SignalBed bed, JsonObject story)
    {
        story["from"] = bed.Bob.Id;
        story["to"] = bed.Alice.Id;
        return (await shared.Signal.AskAsync("/story", story)).GetProperty("timestamp").GetInt64();
    }
}
