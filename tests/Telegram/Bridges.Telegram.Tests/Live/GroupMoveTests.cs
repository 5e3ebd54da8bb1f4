using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Live;

/// <summary>Groups that become supergroups.</summary>
public sealed class GroupMoveTests
{
    [Fact]
    public async Task The_move_is_told_before_anything_of_the_new_chat()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateGroup("Friends", bed.Bob, bed.Alice);
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(group, "before");
        var old = (await host.MessageAsync("before")).Chat;

        bed.Bob.SendText(group.Upgrade(bed.Bob), "after");

        var after = await host.MessageAsync("after");
        var moves = host.Events.All.OfType<RemoteChatMove>().ToList();
        Assert.Equal((old, after.Chat, true), (Assert.Single(moves).Chat, moves[0].NewKey, moves[0].NumbersMessagesAnew));
        Assert.DoesNotContain(host.Events.All.TakeWhile(one => one is not RemoteChatMove), one => one.Chat == after.Chat);
        Assert.Equal(new FormerChat(old, NumbersMessagesAnew: true), (await account.GetChatAsync(after.Chat, TelegramBed.Cancellation)).Former);
    }

    [Fact]
    public async Task Nobody_has_left_a_group_that_moved()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateGroup("Friends", bed.Bob, bed.Alice);
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(group, "before");
        var old = (await host.MessageAsync("before")).Chat;
        bed.Bob.SendText(group.Upgrade(bed.Bob), "after");
        await host.MessageAsync("after");

        var details = await account.GetChatAsync(old, TelegramBed.Cancellation);

        Assert.Equal((false, false), (details.AccountIsOut, details.MembersAreComplete));
        Assert.DoesNotContain(host.Events.All.OfType<RemoteMembership>(), change => change.Change != MembershipChange.Joined);
    }

    [Fact]
    public async Task A_move_that_happened_while_nobody_listened_is_told_before_what_is_said_then()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateGroup("Friends", bed.Bob, bed.Alice);
        var stored = await bed.LogInAsync(bed.Alice);
        var (first, firstHost) = await bed.OpenAsync(stored);
        await bed.Telegram.WaitForClientAsync(bed.Alice, cancellationToken: TelegramBed.Cancellation);
        bed.Bob.SendText(group, "before");
        await firstHost.MessageAsync("before");
        await bed.CloseAsync(first);

        var supergroup = group.Upgrade(bed.Bob);
        bed.Bob.SendText(supergroup, "meanwhile");
        var (_, host) = await bed.OpenAsync(stored);
        await bed.Telegram.WaitForClientAsync(bed.Alice, cancellationToken: TelegramBed.Cancellation);

        // What was said meanwhile TDLib may only show in the history.
        bed.Bob.SendText(supergroup, "then");
        var said = await host.MessageAsync("then");
        Assert.IsType<RemoteChatMove>(host.Events.All.First(one => one is RemoteChatMove || one.Chat == said.Chat));
    }

    [Fact]
    public async Task The_history_of_the_new_chat_begins_with_that_of_the_old_one()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateGroup("Friends", bed.Bob, bed.Alice);
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var first = bed.Bob.SendText(group, "first");
        bed.Bob.SendText(group, "second", replyTo: first);
        var (one, two) = (await host.MessageAsync("first"), await host.MessageAsync("second"));
        bed.Bob.SendText(group.Upgrade(bed.Bob), "after");
        var after = await host.MessageAsync("after");
        var history = (IReadsHistory)account;
        var (formerOne, formerTwo) = (RemoteMessageId.Former(one.Chat, one.Id), RemoteMessageId.Former(two.Chat, two.Id));

        // Before it stands that the group was made.
        var all = (await history.ReadHistoryAsync(after.Chat, after: null, 10, TelegramBed.Cancellation)).TakeLast(3).ToList();

        Assert.Equal([formerOne, formerTwo, after.Id], all.Select(message => message.Id));
        Assert.Equal(["first", "second", "after"], all.Select(message => RecordingHost.TextOf(message.Parts)));
        Assert.All(all, message => Assert.Equal(after.Chat, message.Chat));
        Assert.Equal(formerOne, all[1].ReplyTo?.Message);
        Assert.Equal([formerTwo, after.Id], (await history.ReadHistoryAsync(after.Chat, formerOne, 10, TelegramBed.Cancellation)).Select(message => message.Id));
        Assert.Equal([formerTwo, after.Id], (await history.ReadHistoryAsync(after.Chat, after: null, 2, TelegramBed.Cancellation)).Select(message => message.Id));
        Assert.DoesNotContain(await ((IListsChats)account).ListChatsAsync(10, TelegramBed.Cancellation), chat => chat.Key == one.Chat);
    }

    [Fact]
    public async Task What_is_sent_to_the_old_chat_waits_for_the_move_and_tells_of_it()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateGroup("Friends", bed.Bob, bed.Alice);
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(group, "before");
        var old = (await host.MessageAsync("before")).Chat;
        var large = group.Upgrade(bed.Bob);

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(Texts.Message(old, "where to?"), TelegramBed.Cancellation));

        Assert.Equal((FailureKind.Transient, Certainty.NotDone), (refusal.Kind, refusal.Certainty));
        var move = await host.Events.FirstAsync<RemoteChatMove>();
        Assert.Equal(RemoteIds.Chat(ChatIds.OfSupergroup(large.Id), account.Id), move.NewKey);
        await account.SendAsync(Texts.Message(move.NewKey, "there"), TelegramBed.Cancellation);
        await bed.Telegram.WaitForMessageAsync(large, message => message.Text == "there", cancellationToken: TelegramBed.Cancellation);
    }

    [Fact]
    public async Task Messages_of_the_old_chat_are_told_and_found_by_their_former_names()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateGroup("Friends", bed.Bob, bed.Alice);
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var gone = bed.Bob.SendText(group, "soon gone");
        var received = await host.MessageAsync("soon gone");
        var own = await account.SendAsync(Texts.Message(received.Chat, "mine"), TelegramBed.Cancellation);
        var ofAlice = await bed.Telegram.WaitForMessageAsync(group, message => message.Text == "mine", cancellationToken: TelegramBed.Cancellation);
        bed.Bob.SendText(group.Upgrade(bed.Bob), "after");
        var large = (await host.MessageAsync("after")).Chat;

        bed.Bob.Delete(gone);
        var former = RemoteMessageId.Former(received.Chat, own.Ids[0]);
        await ((IDeletesMessages)account).DeleteAsync(new OutgoingDeletion(new DeliveryId("d"), large, [former]), TelegramBed.Cancellation);

        var deletion = await host.Events.FirstAsync<RemoteDeletion>();
        Assert.Equal((large, RemoteMessageId.Former(received.Chat, received.Id)), (deletion.Chat, deletion.Target));
        await bed.Telegram.WaitUntilAsync(() => ofAlice.IsDeleted, cancellationToken: TelegramBed.Cancellation);
        var refusal = await Assert.ThrowsAsync<BridgeException>(() => ((IDeletesMessages)account).DeleteAsync(
            new OutgoingDeletion(new DeliveryId("e"), large, [RemoteMessageId.Former(received.Chat with { Receiver = new AccountId("7") }, own.Ids[0])]), TelegramBed.Cancellation));
        Assert.Equal(FailureKind.Permanent, refusal.Kind);
    }
}
