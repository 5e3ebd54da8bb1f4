using Bridges.Abstractions;

namespace Bridges.Telegram.Tests.Live;

/// <summary>Chats deleted from here.</summary>
public sealed class ChatDeletionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_private_chat_is_deleted_for_oneself_or_for_both(bool forEveryone)
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        var said = bed.Bob.SendText(chat, "hello");
        var key = (await host.MessageAsync("hello")).Chat;
        Assert.True(((IDeletesChats)account).CanDeleteForEveryone(key));

        await ((IDeletesChats)account).DeleteChatAsync(key, forEveryone, TelegramBed.Cancellation);
        await ((IDeletesChats)account).DeleteChatAsync(key, forEveryone, TelegramBed.Cancellation);

        await bed.Telegram.WaitUntilAsync(() => !said.IsThereFor(bed.Alice), cancellationToken: TelegramBed.Cancellation);
        Assert.Equal(!forEveryone, said.IsThereFor(bed.Bob));
    }

    [Fact]
    public async Task A_group_is_deleted_for_everyone_by_its_owner_only()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (own, other) = (bed.Telegram.Chats.CreateGroup("Hers", bed.Alice, bed.Bob), bed.Telegram.Chats.CreateGroup("His", bed.Bob, bed.Alice));
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(own, "hello hers");
        bed.Bob.SendText(other, "hello his");
        var (hers, his) = ((await host.MessageAsync("hello hers")).Chat, (await host.MessageAsync("hello his")).Chat);
        var deleter = (IDeletesChats)account;
        Assert.Equal((true, false), (deleter.CanDeleteForEveryone(hers), deleter.CanDeleteForEveryone(his)));

        await deleter.DeleteChatAsync(hers, forEveryone: true, TelegramBed.Cancellation);
        var refused = await Assert.ThrowsAsync<BridgeException>(() => deleter.DeleteChatAsync(his, forEveryone: true, TelegramBed.Cancellation));

        await bed.Telegram.WaitUntilAsync(() => own.Members.Count == 0, cancellationToken: TelegramBed.Cancellation);
        Assert.Equal((FailureKind.Permanent, "Telegram does not let this account delete this chat for everyone."), (refused.Kind, refused.Message));
        Assert.Equal(2, other.Members.Count);
    }
}
