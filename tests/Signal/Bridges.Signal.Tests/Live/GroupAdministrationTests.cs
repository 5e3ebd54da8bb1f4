using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Simulator;
using Bridges.Signal.Tests.Beds;
using Bridges.TestBeds;

namespace Bridges.Signal.Tests.Live;

/// <summary>Pictures, requests to join, bans, invitations, and what administrators delete.</summary>
public sealed class GroupAdministrationTests(SharedSignal shared) : SignalTest(shared)
{
    private readonly TempFolder _folder = TempFolder.Create("signal-pictures");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_picture_of_a_group_is_set_shown_and_taken_away()
    {
        var chat = await GroupAsync("Picnic");
        var path = _folder.Combine("picture.jpg");
        await File.WriteAllBytesAsync(path, [0xff, 0xd8, 1, 2, 3], Cancellation);

        await Account.SetPictureAsync(chat, new MediaFile { Path = path, ContentType = "image/jpeg" }, Cancellation);

        Assert.Equal([0xff, 0xd8, 1, 2, 3], Convert.FromBase64String((await PictureAsync(chat)).GetProperty("data").GetString()!));
        var details = await Account.GetChatAsync(chat, Cancellation);
        Assert.Equal([0xff, 0xd8, 1, 2, 3], (await Account.FetchAvatarAsync(details.Avatar!, Cancellation))!.Bytes.ToArray());
        await Bob.HearMessageAsync("the change", message => message.Part("groupV2", "groupChange") is not null);
        await Account.SetPictureAsync(chat, null, Cancellation);
        Assert.Null((await Account.GetChatAsync(chat, Cancellation)).Avatar);
        await Assert.ThrowsAsync<BridgeException>(() => Account.SetPictureAsync(Chat, null, Cancellation));
    }

    [Fact]
    public async Task Whoever_asks_to_be_let_in_is_let_in_or_turned_away_and_a_ban_can_be_lifted()
    {
        var chat = await GroupAsync("By request");
        await Signal.ChangeGroupAsync(chat.Chat.Value, Alice, new JsonObject { ["link"] = "administrator" });
        var (dora, emil) = (await Signal.PersonAsync("Dora"), await Signal.PersonAsync("Emil"));
        await Signal.ChangeGroupAsync(chat.Chat.Value, dora, new JsonObject { ["request"] = true });
        await Signal.ChangeGroupAsync(chat.Chat.Value, emil, new JsonObject { ["request"] = true });
        await Told.Events.FirstAsync<RemoteMembership>(told => told.Change == MembershipChange.AskedToJoin && told.User.Value == dora.Id);
        await Told.Events.FirstAsync<RemoteMembership>(told => told.Change == MembershipChange.AskedToJoin && told.User.Value == emil.Id);

        await Account.AnswerJoinRequestAsync(chat, new RemoteUserId(dora.Id), accept: true, Cancellation);
        await Account.AnswerJoinRequestAsync(chat, new RemoteUserId(emil.Id), accept: false, Cancellation);
        await Account.RemoveMemberAsync(chat, new RemoteUserId(Bob.Id), ban: true, Cancellation);
        var banned = await Signal.GroupStateAsync(chat.Chat.Value);
        await Account.UnbanMemberAsync(chat, new RemoteUserId(Bob.Id), Cancellation);

        var state = await Signal.GroupStateAsync(chat.Chat.Value);
        Assert.Contains(dora.Id, Ids(state, "members"));
        Assert.DoesNotContain(emil.Id, Ids(state, "members").Concat(Ids(state, "requesting")));
        Assert.Equal([Bob.Id], Ids(banned, "banned"));
        Assert.Empty(Ids(state, "banned"));
    }

    /// <summary>Whoever knows the number alone invites the number's identity.</summary>
    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task An_invitation_is_a_request_that_is_taken_or_declined(bool byNumber, bool accept)
    {
        var id = await Signal.GroupAsync(Bob, "Come in", Bob, Carol);
        await Signal.ChangeGroupAsync(id, Bob, new JsonObject { ["invite"] = new JsonArray(byNumber ? Alice.Pni : Alice.Id) });
        var invited = await Told.Events.FirstAsync<RemoteMembership>(told => told.Chat == Group(id) && told.Change == MembershipChange.Invited);
        Assert.Equal((Alice.Id, Bob.Id), (invited.User.Value, invited.Sender?.Value));
        var details = await Account.GetChatAsync(Group(id), Cancellation);
        Assert.Equal((true, false), (details.IsMessageRequest, details.AccountIsOut));

        await (accept ? Account.AcceptRequestAsync(Group(id), Cancellation) : Account.RefuseRequestAsync(Group(id), block: false, Cancellation));

        var state = await Signal.GroupStateAsync(id);
        Assert.Empty(Ids(state, "invited"));
        Assert.Equal(accept, Ids(state, "members").Contains(Alice.Id));
        Assert.Equal((false, !accept), await Account.GetChatAsync(Group(id), Cancellation) is var after ? (after.IsMessageRequest, after.AccountIsOut) : default);
        Assert.DoesNotContain(Told.Events.All.OfType<RemoteMembership>(), told => told.User.Value == Alice.Pni);
        if (accept)
        {
            await SendAsync(new TextContent(RichText.Plain("here I am")), Group(id));
            await Carol.HearTextAsync("here I am");
        }
    }

    [Fact]
    public async Task Administrators_say_who_may_do_what()
    {
        const int Members = 2, Administrators = 3, Nobody = 4;
        var chat = await GroupAsync("Rules");

        Assert.Contains("Only administrators may write", await SetAsync("write administrators"), StringComparison.Ordinal);
        await SetAsync("look administrators");
        await SetAsync("people administrators");
        await SetAsync("link approval");

        var state = await Signal.GroupStateAsync(chat.Chat.Value);
        Assert.Equal(
            (true, Administrators, Administrators, Administrators),
            (state.GetProperty("announcementsOnly").GetBoolean(), state.Number("access", "attributes"), state.Number("access", "members"), state.Number("access", "addFromInviteLink")));
        var details = await Account.GetChatAsync(chat, Cancellation);
        Assert.Equal((MemberRole.Administrator, MemberRole.Administrator, MemberRole.Administrator), (details.WhoMaySend, details.WhoMayChangeLook, details.WhoMayAddMembers));

        await SetAsync("write members");
        await SetAsync("look members");
        await SetAsync("link nobody");
        state = await Signal.GroupStateAsync(chat.Chat.Value);
        Assert.Equal((false, Members, Nobody), (state.GetProperty("announcementsOnly").GetBoolean(), state.Number("access", "attributes"), state.Number("access", "addFromInviteLink")));
        await Assert.ThrowsAsync<BridgeException>(() => SetAsync("write everybody"));
        await Assert.ThrowsAsync<BridgeException>(() => Account.RunAsync(new CommandCall(SignalBed.NewDelivery(), "rights", RichText.Plain("write members"), Chat, ReplyTo: null), Cancellation));

        async Task<string> SetAsync(string text) => (await Account.RunAsync(new CommandCall(SignalBed.NewDelivery(), "rights", RichText.Plain(text), chat, ReplyTo: null), Cancellation)).Text;
    }

    [Fact]
    public async Task Administrators_delete_what_others_said_both_ways()
    {
        var chat = await GroupAsync("Tidy");
        var ofCarol = await Carol.SayInGroupAsync(chat.Chat.Value, "rude");
        await Told.MessageAsync("rude");

        await Bob.SayAsync(chat.Chat.Value, new JsonObject { ["adminDelete"] = new JsonObject { ["author"] = Carol.Id, ["target"] = ofCarol } });
        var deletion = await Told.Events.FirstAsync<RemoteDeletion>();
        Assert.Equal((IdOf(Carol, ofCarol), Bob.Id), (deletion.Target, deletion.Sender?.Value));

        await Account.DeleteAsync(new OutgoingDeletion(SignalBed.NewDelivery(), chat, [IdOf(Carol, ofCarol)]), Cancellation);
        await Bob.HearMessageAsync("the deletion", message => message.Number("adminDelete", "targetSentTimestamp") == ofCarol);
    }

    [Fact]
    public async Task Whoever_may_not_speak_in_a_group_is_not_heard_there()
    {
        var chat = await GroupAsync("Strict");
        await Signal.ChangeGroupAsync(chat.Chat.Value, Alice, new JsonObject { ["announcementsOnly"] = true, ["demote"] = new JsonArray(Bob.Id) });
        await SignalBed.UntilAsync("a group where Bob may not write", async () => (await Account.GetChatAsync(chat, Cancellation)).Members.Any(member => member.User.Value == Bob.Id && member.Role == MemberRole.Member));
        var ofCarol = await Carol.SayInGroupAsync(chat.Chat.Value, "the news");

        await Bob.SayInGroupAsync(chat.Chat.Value, "I have news, too");
        await Bob.SayAsync(chat.Chat.Value, new JsonObject { ["adminDelete"] = new JsonObject { ["author"] = Carol.Id, ["target"] = ofCarol } });
        // Signal lets everybody react.
        await Bob.SayAsync(chat.Chat.Value, new JsonObject { ["reaction"] = new JsonObject { ["emoji"] = "👍", ["author"] = Carol.Id, ["target"] = ofCarol } });
        await Told.Events.FirstAsync<RemoteReactions>(reactions => reactions.Target == IdOf(Carol, ofCarol));

        await Signal.ChangeGroupAsync(chat.Chat.Value, Alice, new JsonObject { ["remove"] = new JsonArray(Bob.Id) });
        await Told.Events.FirstAsync<RemoteMembership>(change => change.User.Value == Bob.Id && change.Change == MembershipChange.Removed);
        await Bob.SayInGroupAsync(chat.Chat.Value, "I am still here");
        await Carol.SayInGroupAsync(chat.Chat.Value, "no more of that");
        await Told.MessageAsync("no more of that");
        Assert.DoesNotContain(Told.Events.All, told => told is RemoteDeletion || (told is RemoteMessage { Sender: var sender } message && sender.Value == Bob.Id && RecordingHost.TextOf(message.Parts) != "hello"));
    }

    private async Task<ChatKey> GroupAsync(string title)
    {
        var id = await Signal.GroupAsync(Alice, title, Alice, Bob, Carol);
        await Bob.SayInGroupAsync(id, "hello");
        await Told.MessageAsync("hello");
        await Account.GetChatAsync(Group(id), Cancellation);
        return Group(id);
    }

    private Task<System.Text.Json.JsonElement> PictureAsync(ChatKey chat) => Signal.AskAsync("/group/picture", new JsonObject { ["id"] = chat.Chat.Value });

    private static IEnumerable<string?> Ids(System.Text.Json.JsonElement state, string list) => state.GetProperty(list).EnumerateArray().Select(id => id.GetString());
}
