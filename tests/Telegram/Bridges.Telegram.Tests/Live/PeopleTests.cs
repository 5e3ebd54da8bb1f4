using Bridges.Abstractions;

namespace Bridges.Telegram.Tests.Live;

public sealed class PeopleTests
{
    [Fact]
    public async Task People_are_found_by_number_handle_and_name()
    {
        await using var bed = await TelegramBed.StartAsync();
        bed.Alice.AddContact(bed.Bob);
        var (account, _) = await bed.ConnectAsync(bed.Alice);
        var people = (IFindsPeople)account;

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
