using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Chats;

public sealed class PictureTests : TelegramTest
{
    private readonly byte[] jpeg = [0xff, 0xd8, 0xff, 0xe0, .. RandomNumberGenerator.GetBytes(70_000)];

    [Fact]
    public async Task A_profile_picture_is_seen_and_downloaded()
    {
        var client = await LogInAsync(Alice);
        Bob.SendText(Alice.ChatWith(Bob), "hello");
        await NewMessageAsync(client, "hello");

        Bob.SetPicture(jpeg);

        var seen = await client.UpdateAsync("updateUser", update => update.Get("user").Long("id") == Bob.Id && update.Get("user").TryGetProperty("profile_photo", out _));
        Assert.Equal(jpeg, await DownloadAsync(client, seen.Get("user", "profile_photo", "big").Long("id")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_groups_picture_is_seen_and_downloaded(bool isSupergroup)
    {
        var client = await LogInAsync(Alice);
        GroupChat group = isSupergroup ? Telegram.Chats.CreateSupergroup("Friends", Bob, Alice) : Telegram.Chats.CreateGroup("Friends", Bob, Alice);
        Bob.SendText(group, "hello");
        await NewMessageAsync(client, "hello");

        group.ChangePicture(Bob, jpeg);

        var seen = await client.UpdateAsync("updateChatPhoto");
        Assert.Equal(jpeg, await DownloadAsync(client, seen.Get("photo", "small").Long("id")));
        await NewMessageAsync(client, message => message.Get("content").Type() == "messageChatChangePhoto");
    }

    private static async Task<byte[]> DownloadAsync(TdClient client, long fileId)
    {
        var file = await client.CallAsync("downloadFile", new JsonObject { ["file_id"] = fileId, ["priority"] = 1, ["synchronous"] = true });
        return await File.ReadAllBytesAsync(file.Get("local").Text("path"), Stopping);
    }
}
