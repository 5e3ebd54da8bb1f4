using Bridges.Abstractions;

namespace Bridges.Telegram.Tests.Live;

/// <summary>How chats are kept, changed from here.</summary>
public sealed class ChatSettingsTests
{
    [Fact]
    public async Task A_chat_is_muted_and_archived_and_no_longer_and_what_is_so_already_succeeds()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        bed.Bob.SendText(chat, "hello");
        var key = (await host.MessageAsync("hello")).Chat;
        Task SetAsync(bool isOn) => ((ISetsChatSettings)account).SetChatSettingsAsync(
            new RemoteChatSettings
            {
                Chat = key,
                Timestamp = TimeProvider.System.GetUtcNow(),
                MutedUntil = isOn ? DateTimeOffset.MaxValue : DateTimeOffset.UnixEpoch,
                IsArchived = isOn,
            },
            TelegramBed.Cancellation);

        await SetAsync(isOn: true);
        await SetAsync(isOn: true);
        // TDLib notes it, and sees to it that the server hears of it.
        await bed.Telegram.WaitUntilAsync(() => bed.Alice.HasMuted(chat) && bed.Alice.HasArchived(chat), cancellationToken: TelegramBed.Cancellation);
        await SetAsync(isOn: false);
        await SetAsync(isOn: false);

        await bed.Telegram.WaitUntilAsync(() => !bed.Alice.HasMuted(chat) && !bed.Alice.HasArchived(chat), cancellationToken: TelegramBed.Cancellation);
    }

    [Fact]
    public async Task A_chat_is_kept_at_the_top_and_no_longer_and_what_is_so_already_succeeds()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        bed.Bob.SendText(chat, "hello");
        var key = (await host.MessageAsync("hello")).Chat;
        Task SetAsync(bool isOn) => ((ISetsChatSettings)account).SetChatSettingsAsync(
            new RemoteChatSettings { Chat = key, Timestamp = TimeProvider.System.GetUtcNow(), IsFavourite = isOn }, TelegramBed.Cancellation);

        await SetAsync(isOn: true);
        await SetAsync(isOn: true);
        await bed.Telegram.WaitUntilAsync(() => bed.Alice.HasAtTop(chat), cancellationToken: TelegramBed.Cancellation);
        await SetAsync(isOn: false);
        await SetAsync(isOn: false);

        await bed.Telegram.WaitUntilAsync(() => !bed.Alice.HasAtTop(chat), cancellationToken: TelegramBed.Cancellation);
    }

    [Fact]
    public async Task A_chat_is_marked_as_unread_and_no_longer_and_what_is_so_already_succeeds()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        bed.Bob.SendText(chat, "hello");
        var message = await host.MessageAsync("hello");
        await ((ISendsReadReceipts)account).MarkReadAsync(message.Chat, message.Id, TelegramBed.Cancellation);
        Task SetAsync(bool isOn) => ((ISetsChatSettings)account).SetChatSettingsAsync(
            new RemoteChatSettings { Chat = message.Chat, Timestamp = TimeProvider.System.GetUtcNow(), IsMarkedUnread = isOn }, TelegramBed.Cancellation);

        await SetAsync(isOn: true);
        await SetAsync(isOn: true);
        await bed.Telegram.WaitUntilAsync(() => bed.Alice.HasMarkedUnread(chat), cancellationToken: TelegramBed.Cancellation);
        await SetAsync(isOn: false);
        await SetAsync(isOn: false);

        await bed.Telegram.WaitUntilAsync(() => !bed.Alice.HasMarkedUnread(chat), cancellationToken: TelegramBed.Cancellation);
    }
}
