using Bridges.Abstractions;

namespace Bridges.Telegram.Tests.Live;

public sealed class PeopleTests
{
    /// <summary>Begins like a JPEG file, which is all that anybody looks at.</summary>
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. Enumerable.Repeat((byte)7, 5000)];

    [Fact]
    public async Task Pictures_of_people_and_groups_are_fetched()
    {
        await using var bed = await TelegramBed.StartAsync();
        bed.Bob.SetPicture(Jpeg);
        var group = bed.Telegram.Chats.CreateGroup("Friends", bed.Bob, bed.Alice);
        group.ChangePicture(bed.Bob, Jpeg);
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(group, "hello");
        var received = await host.MessageAsync("hello");
        var user = await account.GetUserAsync(received.Sender, TelegramBed.Cancellation);
        var chat = await account.GetChatAsync(received.Chat, TelegramBed.Cancellation);
        var fetcher = (IFetchesAvatars)account;

        var ofUser = await fetcher.FetchAvatarAsync(Assert.IsType<AvatarReference>(user.Avatar), TelegramBed.Cancellation);
        var ofChat = await fetcher.FetchAvatarAsync(Assert.IsType<AvatarReference>(chat.Avatar), TelegramBed.Cancellation);

        Assert.Equal("image/jpeg", ofUser?.ContentType);
        Assert.Equal(Jpeg, ofUser?.Bytes.ToArray());
        Assert.Equal(Jpeg, ofChat?.Bytes.ToArray());
        Assert.Null(await fetcher.FetchAvatarAsync(user.Avatar with { Id = "another" }, TelegramBed.Cancellation));
        Assert.Null(await fetcher.FetchAvatarAsync(new AvatarReference("1", "nonsense"), TelegramBed.Cancellation));
    }

    [Fact]
    public async Task People_are_found_by_number_handle_and_name()
    {
        await using var bed = await TelegramBed.StartAsync();
        bed.Alice.AddContact(bed.Bob);
        var (account, _) = await bed.ConnectAsync(bed.Alice);
        var people = (IStartsChats)account;

        var byNumber = await people.ResolveAsync($"+{bed.Bob.Phone}", TelegramBed.Cancellation);
        var byHandle = await people.ResolveAsync("@bobby", TelegramBed.Cancellation);
        var byLink = await people.ResolveAsync("https://t.me/bobby", TelegramBed.Cancellation);
        var nobody = await people.ResolveAsync("@nobody_here", TelegramBed.Cancellation);
        var chat = await people.OpenDirectChatAsync(byHandle!.Id, TelegramBed.Cancellation);

        Assert.Equal(($"{bed.Bob.Id}", "Bob", "bobby"), (byHandle.Id.Value, byHandle.Name, byHandle.Username));
        Assert.Equal(byHandle.Id, byNumber?.Id);
        Assert.Equal(byHandle.Id, byLink?.Id);
        Assert.Null(nobody);
        Assert.Equal(new ChatKey(new RemoteChatId($"{bed.Bob.Id}"), account.Id), chat);
    }
}
