using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Bridges.Signal.EndToEnd.Tests.Beds;
using Bridges.Signal.Simulator;
using Bridges.TestBeds;

namespace Bridges.Signal.EndToEnd.Tests;

/// <summary>Pictures, voice, reactions and polls, with the real engine and a real homeserver.</summary>
public sealed class ContentTests(SharedStage shared) : EndToEndTest(shared.Stage)
{
    /// <summary>A PNG of four pixels.</summary>
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR42mPQiDqREnWCQaPnRErPCQAmEAYFC4WZ0wAAAABJRU5ErkJggg==");

    [Fact]
    public async Task Pictures_go_both_ways()
    {
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        var stored = await talk.Bob.StoreAsync(Picture, "image/png", "dot.png");
        await talk.Bob.SayAsync(talk.Alice.Id, new JsonObject { ["text"] = "a dot", ["attachments"] = new JsonArray(stored) });

        var seen = await talk.SeeAsync("m.room.message", seen => seen.MessageType == "m.image", Cancellation);
        Assert.Equal("a dot", seen.Body);
        Assert.Equal(Picture, await talk.Matrix.DownloadAsync(seen.Content.GetProperty("url").GetString()!, Cancellation));

        var uri = await talk.Matrix.UploadAsync(Picture, "image/png", "mine.png", Cancellation);
        await talk.Matrix.SendAsync(talk.Room, "m.room.message", new { msgtype = "m.image", body = "my dot", filename = "mine.png", url = uri, info = new { mimetype = "image/png", size = Picture.Length, w = 2, h = 2 } }, Cancellation);
        var heard = await talk.Bob.HearTextAsync("my dot");
        var attachment = heard.Part("attachments")!.Value[0];
        Assert.StartsWith("image/", attachment.Text("contentType"), StringComparison.Ordinal);
        Assert.NotEmpty(await talk.Bob.OpenAsync(attachment));
    }

    [Fact]
    public async Task A_sticker_of_a_pack_goes_back_as_the_sticker_of_that_pack()
    {
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        var pack = await Stage.Signal.AskAsync("/pack", new JsonObject
        {
            ["title"] = "Cats", ["stickers"] = new JsonArray(new JsonObject { ["emoji"] = "🐱", ["data"] = Convert.ToBase64String(Picture) }, new JsonObject { ["emoji"] = "🐈", ["data"] = Convert.ToBase64String(Picture) }),
        });
        var link = $"https://signal.art/addstickers/#pack_id={pack.Text("packId")}&pack_key={pack.Text("packKey")}";
        await talk.Matrix.SendTextAsync(talk.Room, $"!bridges import-stickers {link}", Cancellation);
        var imported = await talk.SeeAsync("im.ponies.room_emotes", _ => true, Cancellation);
        var image = imported.Content.GetProperty("images").GetProperty("cats2");

        // As clients that know packs do it.
        await talk.Matrix.SendAsync(talk.Room, "m.sticker", new { body = image.Text("body"), url = image.Text("url"), info = image.GetProperty("info") }, Cancellation);

        var heard = await talk.Bob.HearMessageAsync("the sticker", message => message.Number("sticker", "stickerId") == 1);
        Assert.Equal((pack.Text("packId"), "🐈"), (Convert.ToHexStringLower(Convert.FromBase64String(heard.Text("sticker", "packId")!)), heard.Text("sticker", "emoji")));
        Assert.NotEmpty(await talk.Bob.OpenAsync(heard.Part("sticker", "data")!.Value));
    }

    [Fact]
    public async Task Voice_goes_both_ways_converted_for_either_side_with_its_length_and_waveform()
    {
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        var voice = await talk.Bob.StoreAsync(await Sounds.AacAsync(Cancellation), "audio/aac");
        voice["flags"] = 1;
        await talk.Bob.SayAsync(talk.Alice.Id, new JsonObject { ["attachments"] = new JsonArray(voice) });

        var seen = await talk.SeeAsync("m.room.message", seen => seen.MessageType == "m.audio", Cancellation);
        Assert.True(seen.Content.TryGetProperty("org.matrix.msc3245.voice", out _));
        var audio = seen.Content.GetProperty("org.matrix.msc1767.audio");
        Assert.InRange(audio.GetProperty("duration").GetInt64(), 1900, 2300);
        Assert.InRange(audio.GetProperty("waveform").GetArrayLength(), 10, 200);
        Assert.Equal("audio/ogg", seen.Content.GetProperty("info").GetProperty("mimetype").GetString());

        var ogg = await talk.Matrix.DownloadAsync(seen.Content.GetProperty("url").GetString()!, Cancellation);
        var uri = await talk.Matrix.UploadAsync(ogg, "audio/ogg", "answer.ogg", Cancellation);
        await talk.Matrix.SendAsync(
            talk.Room,
            "m.room.message",
            new Dictionary<string, object>
            {
                ["msgtype"] = "m.audio", ["body"] = "answer.ogg", ["url"] = uri, ["info"] = new { mimetype = "audio/ogg", size = ogg.Length, duration = 2000 },
                ["org.matrix.msc3245.voice"] = new { }, ["org.matrix.msc1767.audio"] = new { duration = 2000, waveform = new[] { 1, 512, 1024 } },
            },
            Cancellation);
        var heard = await talk.Bob.HearMessageAsync("the voice message", message => message.Part("attachments")?[0].Number("flags") == 1);
        Assert.Equal("audio/mp4", heard.Part("attachments")!.Value[0].Text("contentType"));
        Assert.Equal("ftyp"u8.ToArray(), (await talk.Bob.OpenAsync(heard.Part("attachments")!.Value[0]))[4..8]);
    }

    [Fact]
    public async Task A_message_that_vanishes_goes_after_it_was_read()
    {
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        var text = Talk.Unique("read and forget");
        await talk.Bob.SayAsync(talk.Alice.Id, new JsonObject { ["text"] = text, ["timer"] = 2, ["timerVersion"] = 2 });
        var seen = await talk.SeeAsync("m.room.message", seen => seen.Body == text, Cancellation);

        await talk.Matrix.ReadAsync(talk.Room, seen.EventId, Cancellation);

        await talk.SeeAsync("m.room.redaction", redaction => redaction.ToString().Contains(seen.EventId, StringComparison.Ordinal), Cancellation);
    }

    [Fact]
    public async Task Files_arrive_as_what_they_are()
    {
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        var bytes = RandomNumberGenerator.GetBytes(20_000);
        var file = await talk.Bob.StoreAsync(bytes, "application/pdf", "paper.pdf");
        await talk.Bob.SayAsync(talk.Alice.Id, new JsonObject { ["attachments"] = new JsonArray(file) });
        var seen = await talk.SeeAsync("m.room.message", seen => seen.MessageType == "m.file", Cancellation);
        Assert.Equal(bytes, await talk.Matrix.DownloadAsync(seen.Content.GetProperty("url").GetString()!, Cancellation));

        var uri = await talk.Matrix.UploadAsync(bytes, "application/pdf", "answer.pdf", Cancellation);
        await talk.Matrix.SendAsync(talk.Room, "m.room.message", new { msgtype = "m.file", body = "answer.pdf", filename = "answer.pdf", url = uri, info = new { mimetype = "application/pdf", size = bytes.Length } }, Cancellation);
        var heard = await talk.Bob.HearMessageAsync("the file", message => message.Part("attachments")?[0].Text("fileName") == "answer.pdf");
        Assert.Equal(bytes, await talk.Bob.OpenAsync(heard.Part("attachments")!.Value[0]));
    }

    [Fact]
    public async Task Reactions_go_both_ways_and_can_be_taken_back()
    {
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        var (sentAt, question) = await talk.BobSaysAsync(Talk.Unique("Do you like it?"), Cancellation);
        var reaction = await talk.Matrix.ReactAsync(talk.Room, question.EventId, "🎉", Cancellation);
        await talk.Bob.HearMessageAsync("the reaction", message => message.Text("reaction", "emoji") == "🎉" && message.Number("reaction", "targetSentTimestamp") == sentAt);
        await talk.Matrix.RedactAsync(talk.Room, reaction, Cancellation);
        await talk.Bob.HearMessageAsync("its end", message => message.Part("reaction", "remove")?.GetBoolean() == true);

        await talk.Bob.SayAsync(talk.Alice.Id, new JsonObject { ["reaction"] = new JsonObject { ["emoji"] = "👍", ["author"] = talk.Bob.Id, ["target"] = sentAt } });
        await talk.SeeAsync("m.reaction", seen => seen.Sender == talk.Ghost && seen.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString() == question.EventId, Cancellation);
    }

    [Fact]
    public async Task A_poll_comes_in_and_is_voted_in()
    {
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        var askedAt = await talk.Bob.SayAsync(talk.Alice.Id, new JsonObject { ["poll"] = new JsonObject { ["question"] = "Tea?", ["options"] = new JsonArray("Yes", "No") } });
        var poll = await talk.SeeAsync("org.matrix.msc3381.poll.start", _ => true, Cancellation);
        var answers = poll.Content.GetProperty("org.matrix.msc3381.poll.start").GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("id").GetString()!).ToArray();

        await talk.Matrix.SendAsync(
            talk.Room,
            "org.matrix.msc3381.poll.response",
            new Dictionary<string, object>
            {
                ["m.relates_to"] = new { rel_type = "m.reference", event_id = poll.EventId },
                ["org.matrix.msc3381.poll.response"] = new { answers = new[] { answers[1] } },
            },
            Cancellation);

        var vote = await talk.Bob.HearMessageAsync("the vote", message => message.Number("pollVote", "targetSentTimestamp") == askedAt);
        Assert.Equal([1L], vote.Part("pollVote", "optionIndexes")!.Value.EnumerateArray().Select(option => option.GetInt64()));
    }

    [Fact]
    public async Task A_poll_goes_out_and_votes_come_back()
    {
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        var start = JsonNode.Parse("""{"question":{"org.matrix.msc1767.text":"Cake?"},"kind":"org.matrix.msc3381.poll.disclosed","max_selections":1,"answers":[{"id":"a","org.matrix.msc1767.text":"Yes"},{"id":"b","org.matrix.msc1767.text":"No"}]}""");
        var poll = await talk.Matrix.SendAsync(
            talk.Room,
            "org.matrix.msc3381.poll.start",
            new Dictionary<string, object> { ["org.matrix.msc3381.poll.start"] = start!, ["org.matrix.msc1767.text"] = "Cake?\n1. Yes\n2. No" },
            Cancellation);
        var heard = await talk.Bob.HearMessageAsync("the poll", message => message.Text("pollCreate", "question") == "Cake?");

        await talk.Bob.SayAsync(talk.Alice.Id, new JsonObject { ["vote"] = new JsonObject { ["author"] = talk.Alice.Id, ["target"] = heard.Number("timestamp"), ["options"] = new JsonArray(0), ["count"] = 1 } });
        var vote = await talk.SeeAsync("org.matrix.msc3381.poll.response", seen => seen.Sender == talk.Ghost, Cancellation);
        Assert.Equal(poll, vote.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString());
        Assert.Contains("\"a\"", vote.Content.GetProperty("org.matrix.msc3381.poll.response").ToString(), StringComparison.Ordinal);
    }
}
