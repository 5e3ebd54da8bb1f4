using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Files;

/// <summary>Files that the client sends, as the server gets them.</summary>
public sealed class UploadTests : TelegramTest
{
    [Fact]
    public async Task A_photo_reaches_the_server_with_its_size_and_caption()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);
        var jpeg = SamplePicture.Jpeg(640, 400, length: 200_000);

        await SendAsync(client, Bob.Id, await PhotoAsync("a.jpg", jpeg, "look"));

        var sent = Alice.ChatWith(Bob).Messages[^1];
        var photo = Assert.IsType<Media.Photo>(sent.Media);
        Assert.Equal(("look", 640, 400), (sent.Text, photo.Width, photo.Height));
        Assert.Equal(jpeg, photo.Content!.ReadAll());
    }

    [Fact]
    public async Task A_photo_of_a_shape_that_the_server_does_not_take_is_refused()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);
        var content = await PhotoAsync("a.png", SamplePicture.Png(3000, 100), "");

        await client.CallAsync("sendMessage", new JsonObject { ["chat_id"] = Bob.Id, ["input_message_content"] = content });

        var failed = await client.UpdateAsync("updateMessageSendFailed");
        Assert.Equal("PHOTO_INVALID_DIMENSIONS", failed.Get("error").Text("message"));
    }

    [Fact]
    public async Task A_large_file_goes_up_in_many_parts()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);
        var bytes = FileContent.Pattern(11_000_000).ReadAll();
        var path = await WriteFileAsync("big.bin", bytes);

        await SendAsync(client, Bob.Id, ClientJson.Object("inputMessageDocument", ("document", ClientJson.Object("inputDocument", ("document", ClientJson.LocalFile(path))))));

        var file = Assert.IsType<Media.File>(Alice.ChatWith(Bob).Messages[^1].Media);
        Assert.Equal("big.bin", file.Name);
        Assert.Equal(bytes, file.Content!.ReadAll());
        Assert.Contains(Telegram.Calls, call => call.Method == "upload.saveBigFilePart");
    }

    [Fact]
    public async Task An_album_goes_out_as_one()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);
        var contents = new JsonArray(
            await PhotoAsync("1.jpg", SamplePicture.Jpeg(10, 10), "both"), await PhotoAsync("2.jpg", SamplePicture.Jpeg(20, 10), ""));

        var pending = await client.CallAsync("sendMessageAlbum", new JsonObject { ["chat_id"] = Bob.Id, ["input_message_contents"] = contents });

        foreach (var part in pending.GetProperty("messages").EnumerateArray())
        {
            await ConfirmedAsync(client, part);
        }

        var album = Alice.ChatWith(Bob).Messages;
        Assert.Equal(2, album.Count);
        Assert.NotEqual(0, album[0].AlbumId);
        Assert.Equal(album[0].AlbumId, album[1].AlbumId);
        Assert.Equal([10, 20], album.Select(part => ((Media.Photo)part.Media!).Width));
    }

    [Fact]
    public async Task A_voice_a_place_a_poll_and_a_throw_reach_the_server()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);
        var group = Telegram.Chats.CreateSupergroup("Friends", Bob, Alice);
        Bob.SendText(group, "hello");
        await NewMessageAsync(client, "hello");
        var voice = ClientJson.LocalFile(await WriteFileAsync("voice.ogg", [1, 2, 3]));

        await SendAsync(client, Bob.Id, ClientJson.Object("inputMessageVoiceNote", ("voice_note", voice), ("duration", 3), ("waveform", Convert.ToBase64String([9, 8]))));
        await SendAsync(client, Bob.Id, ClientJson.Object("inputMessageLocation", ("location", ClientJson.Object("location", ("latitude", 10.5), ("longitude", 20.25), ("horizontal_accuracy", 35)))));
        await SendAsync(client, Bob.Id, ClientJson.Object("inputMessageDice", ("emoji", "🎲")));

        var asked = await SendAsync(client, ChatId(group, Alice), ClientJson.Object(
            "inputMessagePoll",
            ("question", ClientJson.Formatted("Tea?")),
            ("options", new JsonArray(
                ClientJson.Object("inputPollOption", ("text", ClientJson.Formatted("yes"))),
                ClientJson.Object("inputPollOption", ("text", ClientJson.Formatted("no"))))),
            ("is_anonymous", false),
            ("type", ClientJson.Object("inputPollTypeRegular"))));

        Assert.Equal("messagePoll", asked.Get("content").Text("@type"));
        var sent = Alice.ChatWith(Bob).Messages.Select(message => message.Media).ToList();
        Assert.Equal([9, 8], Assert.IsType<Media.Voice>(sent[0]).Waveform.ToArray());
        Assert.Equal(35, Assert.IsType<Media.Location>(sent[1]).Accuracy);
        var poll = Assert.IsType<Media.Poll>(group.Messages[^1].Media);
        Assert.Equal(["yes", "no"], poll.Answers);
        Assert.False(poll.IsAnonymous);
        Assert.IsType<Media.Dice>(sent[2]);
    }

    [Fact]
    public async Task An_edit_puts_another_photo_in_place_of_the_first()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);
        var sent = await SendAsync(client, Bob.Id, await PhotoAsync("1.jpg", SamplePicture.Jpeg(10, 10), "old"));

        await client.CallAsync("editMessageMedia", new JsonObject
        {
            ["chat_id"] = Bob.Id,
            ["message_id"] = sent.Long("id"),
            ["input_message_content"] = await PhotoAsync("2.jpg", SamplePicture.Jpeg(30, 10), "new"),
        });

        var message = Alice.ChatWith(Bob).Messages[^1];
        Assert.Equal(("new", 30), (message.Text, ((Media.Photo)message.Media!).Width));
    }

    private async Task<JsonObject> PhotoAsync(string name, byte[] bytes, string caption) => ClientJson.Object(
        "inputMessagePhoto",
        ("photo", ClientJson.Object("inputPhoto", ("photo", ClientJson.LocalFile(await WriteFileAsync(name, bytes))), ("width", 10), ("height", 10))),
        ("caption", ClientJson.Formatted(caption)));
}
