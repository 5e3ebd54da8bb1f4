using Bridges.Abstractions;

namespace Bridges.Telegram.Tests.Live;

/// <summary>Messages that TDLib meets first in a list of chats, and never tells of as new.</summary>
public sealed class UntoldMessageTests
{
    [Fact]
    public async Task What_is_said_while_its_chat_is_met_for_the_first_time_is_told_in_order_and_once()
    {
        await using var bed = await TelegramBed.StartAsync();
        var chat = bed.Alice.ChatWith(bed.Bob);
        bed.Bob.SendText(chat, "long ago");
        await NextSecondAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);

        bed.Telegram.Faults.LosePushes = true;
        bed.Bob.SendText(chat, "one");
        bed.Bob.SendText(chat, "two");
        await ((IListsChats)account).ListChatsAsync(10, TelegramBed.Cancellation);
        await host.MessageAsync("two");
        bed.Telegram.Faults.LosePushes = false;
        bed.Bob.SendText(chat, "three");
        await host.MessageAsync("three");

        Assert.Equal(["one", "two", "three"], host.Events.All.OfType<RemoteMessage>().Select(message => RecordingHost.TextOf(message.Parts)));
    }

    /// <summary>Telegram's dates are whole seconds: what is of the second in which the account is opened may be older than it, and is told all the same.</summary>
    private static async Task NextSecondAsync()
    {
        var second = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        while (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() == second)
        {
            await Task.Delay(20, TelegramBed.Cancellation);
        }
    }
}
