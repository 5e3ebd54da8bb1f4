using Bridges.Abstractions;
using Bridges.Telegram.Tests.Beds;
using Roles = Bridges.Telegram.Simulator.World.MemberRole;

namespace Bridges.Telegram.Tests.Live;

public sealed class GroupTests
{
    [Fact]
    public async Task A_basic_group_is_described_and_used()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateGroup("Friends", bed.Bob, bed.Alice);
        var (account, host) = await bed.ConnectAsync(bed.Alice);

        bed.Bob.SendText(group, "hello all");
        var received = await host.MessageAsync("hello all");
        var details = await account.GetChatAsync(received.Chat, TelegramBed.Cancellation);
        await account.SendAsync(Texts.Message(received.Chat, "hello Bob"), TelegramBed.Cancellation);

        Assert.Equal(account.Id, received.Chat.Receiver);
        Assert.Equal((ChatKind.Group, "Friends", true), (details.Kind, details.Name, details.MembersAreComplete));
        Assert.Equal(
            [(bed.Bob.Id, Abstractions.MemberRole.Owner), (bed.Alice.Id, Abstractions.MemberRole.Member)],
            details.Members.Select(member => (long.Parse(member.User.Value), member.Role)).OrderByDescending(member => member.Role));
        await bed.Telegram.WaitForMessageAsync(group, message => message.Text == "hello Bob", cancellationToken: TelegramBed.Cancellation);
    }

    [Fact]
    public async Task A_supergroup_is_described_and_used()
    {
        await using var bed = await TelegramBed.StartAsync();
        var carol = bed.Telegram.People.Add("Carol", phone: "+9996614444");
        var group = bed.Telegram.Chats.CreateSupergroup("Lots", bed.Bob, bed.Alice, carol);
        group.SetRole(bed.Bob, carol, Roles.Admin);
        group.ChangeDescription(bed.Bob, "Everything");
        var (account, host) = await bed.ConnectAsync(bed.Alice);

        bed.Bob.SendText(group, "hello all");
        var received = await host.MessageAsync("hello all");
        var details = await account.GetChatAsync(received.Chat, TelegramBed.Cancellation);
        await account.SendAsync(Texts.Message(received.Chat, "hello Bob"), TelegramBed.Cancellation);

        Assert.Null(received.Chat.Receiver);
        Assert.Equal((ChatKind.Group, "Lots", "Everything"), (details.Kind, details.Name, details.Topic));
        var roles = details.Members.ToDictionary(member => member.User.Value, member => member.Role);
        Assert.Equal(Abstractions.MemberRole.Owner, roles[$"{bed.Bob.Id}"]);
        Assert.Equal(Abstractions.MemberRole.Administrator, roles[$"{carol.Id}"]);
        Assert.Equal(Abstractions.MemberRole.Member, roles[$"{bed.Alice.Id}"]);
        var arrived = await bed.Telegram.WaitForMessageAsync(group, message => message.Text == "hello Bob", cancellationToken: TelegramBed.Cancellation);
        Assert.Same(bed.Alice, arrived.Sender);
    }

    [Fact]
    public async Task A_channel_speaks_for_itself_and_only_administrators_write()
    {
        await using var bed = await TelegramBed.StartAsync();
        var channel = bed.Telegram.Chats.CreateChannel("News", bed.Bob, bed.Alice);
        var (account, host) = await bed.ConnectAsync(bed.Alice);

        bed.Bob.SendText(channel, "breaking");
        var received = await host.MessageAsync("breaking");
        var details = await account.GetChatAsync(received.Chat, TelegramBed.Cancellation);
        var author = await account.GetUserAsync(received.Sender, TelegramBed.Cancellation);

        Assert.Equal($"c{received.Chat.Chat}", received.Sender.Value);
        Assert.Equal("News", author.Name);
        Assert.Equal((ChatKind.Broadcast, Abstractions.MemberRole.Administrator), (details.Kind, details.WhoMaySend));
        var failure = await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(Texts.Message(received.Chat, "me too"), TelegramBed.Cancellation));
        Assert.Equal(FailureKind.Permanent, failure.Kind);
    }

    [Fact]
    public async Task Changes_of_a_group_are_told_as_what_they_are()
    {
        await using var bed = await TelegramBed.StartAsync();
        var carol = bed.Telegram.People.Add("Carol", phone: "+9996614444");
        var group = bed.Telegram.Chats.CreateSupergroup("Lots", bed.Bob, bed.Alice);
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(group, "hello");
        var key = (await host.MessageAsync("hello")).Chat;

        group.ChangeTitle(bed.Bob, "Lots more");
        group.Invite(bed.Bob, carol);

        var joined = await host.Events.FirstAsync<RemoteMembership>(change => change.User.Value == $"{carol.Id}");
        Assert.Equal((MembershipChange.Joined, $"{bed.Bob.Id}"), (joined.Change, joined.Sender?.Value));
        Assert.DoesNotContain(host.Events.All.OfType<RemoteMessage>(), message => message.Parts[0].Content is TextContent { Manner: TextManner.Notice });
        await host.Events.FirstAsync<RemoteChatChange>(change => change.Chat == key);
        Assert.Equal("Lots more", (await account.GetChatAsync(key, TelegramBed.Cancellation)).Name);
    }

    [Fact]
    public async Task Chats_are_listed_the_latest_first()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateGroup("Old friends", bed.Bob, bed.Alice);
        bed.Bob.SendText(group, "long ago");
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "just now");
        var (account, _) = await bed.ConnectAsync(bed.Alice);

        var chats = await ((IListsChats)account).ListChatsAsync(10, TelegramBed.Cancellation);

        Assert.Contains(chats, chat => chat.Name == "Old friends");
        Assert.Contains(chats, chat => chat.Key.Chat.Value == $"{bed.Bob.Id}" && chat.LastMessage is not null);
        Assert.Equal(chats.Select(chat => chat.LastActivity).OrderDescending(), chats.Select(chat => chat.LastActivity));
    }
}
