using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Tests.Live;

public sealed class HistoryTests
{
    [Fact]
    public async Task History_is_read_oldest_first_and_after_a_message()
    {
        await using var bed = await TelegramBed.StartAsync();
        var chat = bed.Alice.ChatWith(bed.Bob);
        for (var number = 0; number < 250; number++)
        {
            bed.Bob.SendText(chat, $"message {number}");
        }

        var (account, _) = await bed.ConnectAsync(bed.Alice);
        var key = RemoteIds.Chat(bed.Bob.Id, account.Id);
        var history = (IReadsHistory)account;

        var all = await history.ReadHistoryAsync(key, after: null, 1000, TelegramBed.Cancellation);
        Assert.Equal(Enumerable.Range(0, 250).Select(number => $"message {number}"), all.Select(message => RecordingHost.TextOf(message.Parts)));

        var newest = await history.ReadHistoryAsync(key, after: null, 3, TelegramBed.Cancellation);
        Assert.Equal(all.TakeLast(3).Select(message => message.Id), newest.Select(message => message.Id));

        var later = await history.ReadHistoryAsync(key, all[239].Id, 1000, TelegramBed.Cancellation);
        Assert.Equal(all.Skip(240).Select(message => message.Id), later.Select(message => message.Id));
    }

    [Fact]
    public async Task History_of_a_supergroup_that_was_not_opened_yet_is_read()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateSupergroup("Lots", bed.Bob, bed.Alice);
        bed.Bob.SendText(group, "one");
        bed.Bob.SendText(group, "two");
        var (account, _) = await bed.ConnectAsync(bed.Alice);

        var messages = await ((IReadsHistory)account).ReadHistoryAsync(
            RemoteIds.Chat(ChatIds.OfSupergroup(group.Id), account.Id), after: null, 2, TelegramBed.Cancellation);

        Assert.Equal(["one", "two"], messages.Select(message => RecordingHost.TextOf(message.Parts)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_that_are_gone_are_told_from_those_that_TDLib_has_not_seen_yet(bool isSupergroup)
    {
        await using var bed = await TelegramBed.StartAsync();
        Chat chat = isSupergroup ? bed.Telegram.Chats.CreateSupergroup("Lots", bed.Bob, bed.Alice) : bed.Alice.ChatWith(bed.Bob);
        var (unseen, gone) = (bed.Bob.SendText(chat, "unseen"), bed.Bob.SendText(chat, "gone"));
        bed.Bob.SendText(chat, "last");
        bed.Bob.Delete(gone);
        var (account, _) = await bed.ConnectAsync(bed.Alice);
        var key = RemoteIds.Chat(isSupergroup ? ChatIds.OfSupergroup(((Channel)chat).Id) : bed.Bob.Id, account.Id);
        var (unseenId, goneId) = (new RemoteMessageId($"{unseen.IdFor(bed.Alice)}"), new RemoteMessageId($"{gone.IdFor(bed.Alice)}"));

        Assert.Equal([goneId], await ((IChecksMessages)account).FindGoneAsync(key, [unseenId, goneId], TelegramBed.Cancellation));
    }
}
