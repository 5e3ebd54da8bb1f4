using Bridges.Abstractions;
using Bridges.Telegram.Simulator.World;
using Roles = Bridges.Telegram.Simulator.World.MemberRole;

namespace Bridges.Telegram.Tests.Live;

/// <summary>Groups and who is in them, changed from here.</summary>
public sealed class GroupEditingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Name_description_and_picture_are_changed_and_what_is_so_already_succeeds(bool isSupergroup)
    {
        await using var bed = await TelegramBed.StartAsync();
        var (group, key, account) = await GroupAsync(bed, isSupergroup);
        var changer = (IChangesChats)account;
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jpg");
        await File.WriteAllBytesAsync(path, SamplePicture.Jpeg(400, 300, length: 9_000), TelegramBed.Cancellation);
        try
        {
            for (var time = 0; time < 2; time++)
            {
                await changer.SetNameAsync(key, "Better", TelegramBed.Cancellation);
                await changer.SetTopicAsync(key, "What for", TelegramBed.Cancellation);
                await changer.SetPictureAsync(key, new MediaFile { Path = path }, TelegramBed.Cancellation);
            }

            var details = await account.GetChatAsync(key, TelegramBed.Cancellation);
            Assert.Equal(("Better", "What for"), (group.Title, group.Description));
            Assert.Equal(("Better", "What for"), (details.Name, details.Topic));
            Assert.NotNull(details.Avatar);
            Assert.NotNull(group.Picture);
            await changer.SetPictureAsync(key, picture: null, TelegramBed.Cancellation);
            Assert.Null(group.Picture);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_group_is_made_and_has_a_link_that_can_be_renewed()
    {
        await using var bed = await TelegramBed.StartAsync();
        bed.Alice.AddContact(bed.Bob);
        var (account, _) = await bed.ConnectAsync(bed.Alice);
        var links = (ISharesInviteLinks)account;

        var key = await ((ICreatesGroups)account).CreateGroupAsync("Garden", [new RemoteUserId($"{bed.Bob.Id}")], TelegramBed.Cancellation);
        var link = await links.GetInviteLinkAsync(key, renew: false, TelegramBed.Cancellation);
        var same = await links.GetInviteLinkAsync(key, renew: false, TelegramBed.Cancellation);
        var other = await links.GetInviteLinkAsync(key, renew: true, TelegramBed.Cancellation);

        var group = Assert.IsType<BasicGroup>(bed.Telegram.Chats.FindGroup(-long.Parse(key.Chat.Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal("Garden", group.Title);
        Assert.Equal([bed.Alice, bed.Bob], group.Members.Select(member => member.Person));
        Assert.Equal((link, group.InviteLink), (same, other));
        Assert.NotEqual(link, other);
        Assert.StartsWith("https://t.me/+", link, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_is_blocked_and_unblocked_and_what_is_so_already_succeeds()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "hello");
        await host.MessageAsync("hello");
        Task SetAsync(bool isBlocked) => ((IBlocksPeople)account).SetBlockedAsync(new RemoteUserId($"{bed.Bob.Id}"), isBlocked, TelegramBed.Cancellation);

        await SetAsync(isBlocked: true);
        await SetAsync(isBlocked: true);
        // TDLib notes it, and sees to it that the server hears of it.
        await bed.Telegram.WaitUntilAsync(() => bed.Alice.HasBlocked(bed.Bob), cancellationToken: TelegramBed.Cancellation);
        await SetAsync(isBlocked: false);
        await SetAsync(isBlocked: false);

        await bed.Telegram.WaitUntilAsync(() => !bed.Alice.HasBlocked(bed.Bob), cancellationToken: TelegramBed.Cancellation);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task People_are_added_promoted_demoted_and_removed_and_what_is_so_already_succeeds(bool isSupergroup)
    {
        await using var bed = await TelegramBed.StartAsync();
        var carol = bed.Telegram.People.Add("Carol", phone: "+9996614444");
        bed.Alice.AddContact(carol);
        carol.AddContact(bed.Alice);
        var (group, key, account) = await GroupAsync(bed, isSupergroup);
        var (members, her) = ((IManagesMembers)account, new RemoteUserId($"{carol.Id}"));

        await TwiceAsync(() => members.AddMemberAsync(key, her, TelegramBed.Cancellation));
        Assert.Contains(group.Members, member => member.Person == carol);
        await TwiceAsync(() => members.SetRoleAsync(key, her, Abstractions.MemberRole.Administrator, TelegramBed.Cancellation));
        Assert.Equal(Roles.Admin, group.Members.Single(member => member.Person == carol).Role);
        await TwiceAsync(() => members.SetRoleAsync(key, her, Abstractions.MemberRole.Member, TelegramBed.Cancellation));
        Assert.Equal(Roles.Member, group.Members.Single(member => member.Person == carol).Role);
        await TwiceAsync(() => members.RemoveMemberAsync(key, her, ban: true, TelegramBed.Cancellation));
        Assert.DoesNotContain(group.Members, member => member.Person == carol);
        await TwiceAsync(() => members.UnbanMemberAsync(key, her, TelegramBed.Cancellation));
        await members.AddMemberAsync(key, her, TelegramBed.Cancellation);
        await members.RemoveMemberAsync(key, her, ban: false, TelegramBed.Cancellation);
        Assert.DoesNotContain(group.Members, member => member.Person == carol);
    }

    [Fact]
    public async Task What_only_administrators_may_is_refused_in_words()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateSupergroup("Bob's", bed.Bob, bed.Alice);
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(group, "hello");
        var key = (await host.MessageAsync("hello")).Chat;

        var refused = await Assert.ThrowsAsync<BridgeException>(() => ((IChangesChats)account).SetNameAsync(key, "Alice's", TelegramBed.Cancellation));

        Assert.Equal((FailureKind.Permanent, "Only administrators of this Telegram chat may do that."), (refused.Kind, refused.Message));
    }

    private static async Task TwiceAsync(Func<Task> deed)
    {
        await deed();
        await deed();
    }

    private static async Task<(GroupChat Group, ChatKey Key, IAccount Account)> GroupAsync(TelegramBed bed, bool isSupergroup)
    {
        GroupChat group = isSupergroup ? bed.Telegram.Chats.CreateSupergroup("Plain", bed.Alice, bed.Bob) : bed.Telegram.Chats.CreateGroup("Plain", bed.Alice, bed.Bob);
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(group, "hello all");
        return (group, (await host.MessageAsync("hello all")).Chat, account);
    }
}
