using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Live;

/// <summary>Keys that change, sessions and group keys that are spoilt, people who are first known by number only.</summary>
public sealed class TrustTests(SharedSignal shared) : SignalTest(shared)
{
    [Fact]
    public async Task A_new_phone_of_a_friend_gets_the_messages_and_one_notice_tells_of_it()
    {
        await SendAsync("before");
        await Bob.HearTextAsync("before");
        await Signal.AskAsync("/reinstall", new JsonObject { ["person"] = Bob.Id });

        await SendAsync("after");

        await Bob.HearTextAsync("after");
        var notice = await Told.Events.FirstAsync<RemoteNotice>();
        Assert.Equal(Chat, notice.Chat);
        Assert.Contains("safety number with Bob has changed", notice.Text.Text, StringComparison.Ordinal);
        await SendAsync("and again");
        await Bob.HearTextAsync("and again");
        Assert.Single(Told.Events.All.OfType<RemoteNotice>());
    }

    [Fact]
    public async Task A_new_phone_of_a_member_does_not_stop_the_group()
    {
        var id = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);
        await Carol.SayInGroupAsync(id, "hello");
        await Told.MessageAsync("hello");
        await SendAsync(new TextContent(RichText.Plain("before")), Group(id));
        await Signal.AskAsync("/reinstall", new JsonObject { ["person"] = Bob.Id });

        var sent = await SendAsync(new TextContent(RichText.Plain("after")), Group(id));

        await Carol.HearTextAsync("after");
        await Bob.HearTextAsync("after");
        Assert.Null(sent.Remark);
    }

    [Fact]
    public async Task Somebody_who_was_verified_is_written_to_again_only_after_a_word_of_the_user()
    {
        await SendAsync("before");
        await Bob.HearTextAsync("before");
        await Bed.CloseAsync();
        await Bed.TamperAsync("verify", Bob.Id);
        await Bed.ReopenClosedAsync();
        await Signal.AskAsync("/reinstall", new JsonObject { ["person"] = Bob.Id });
        await Bob.SayAsync(Alice, "new phone!");
        await Told.MessageAsync("new phone!");

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => SendAsync("secret"));
        Assert.Contains("signal trust", refusal.Message, StringComparison.Ordinal);
        await Account.RunAsync(new CommandCall(SignalBed.NewDelivery(), "trust", RichText.Empty, Chat, ReplyTo: null), Cancellation);
        await SendAsync("secret");
        await Bob.HearTextAsync("secret");
    }

    [Fact]
    public async Task Nothing_goes_to_the_new_key_of_somebody_verified_that_shows_only_while_it_is_sent()
    {
        var id = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);
        await Carol.SayInGroupAsync(id, "hello");
        await Told.MessageAsync("hello");
        await SendAsync("before");
        await SendAsync(new TextContent(RichText.Plain("before, to all")), Group(id));
        await Bob.HearTextAsync("before, to all");
        await Bed.CloseAsync();
        await Bed.TamperAsync("verify", Bob.Id);
        await Bed.ReopenClosedAsync();
        await Signal.AskAsync("/reinstall", new JsonObject { ["person"] = Bob.Id });

        var remark = (await SendAsync(new TextContent(RichText.Plain("secret, to all")), Group(id))).Remark;
        var refusal = await Assert.ThrowsAsync<BridgeException>(() => SendAsync("secret"));

        Assert.Contains("not Bob", remark, StringComparison.Ordinal);
        Assert.Equal((FailureKind.Permanent, Certainty.NotDone), (refusal.Kind, refusal.Certainty));
        await Carol.HearTextAsync("secret, to all");
        await Account.RunAsync(new CommandCall(SignalBed.NewDelivery(), "trust", RichText.Empty, Chat, ReplyTo: null), Cancellation);
        await SendAsync("after");
        await Bob.HearTextAsync("after");
        Assert.DoesNotContain(await Bob.TextsAsync(), text => text.StartsWith("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_that_was_archived_is_renewed_and_the_whole_group_gets_the_message()
    {
        var id = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);
        await Bob.SayInGroupAsync(id, "hello");
        await Told.MessageAsync("hello");
        await SendAsync(new TextContent(RichText.Plain("first")), Group(id));
        await Bed.CloseAsync();
        await Bed.TamperAsync("archive-session", Bob.Id);
        await Bed.ReopenClosedAsync();

        await SendAsync(new TextContent(RichText.Plain("second")), Group(id));

        await Bob.HearTextAsync("second");
        await Carol.HearTextAsync("second");
    }

    [Fact]
    public async Task A_group_key_without_a_usable_state_is_made_anew()
    {
        var id = await Signal.GroupAsync(Alice, "Picnic", Alice, Bob, Carol);
        await Bob.SayInGroupAsync(id, "hello");
        await Told.MessageAsync("hello");
        await SendAsync(new TextContent(RichText.Plain("first")), Group(id));
        await Bed.CloseAsync();
        await Bed.TamperAsync("empty-sender-key");
        await Bed.ReopenClosedAsync();

        await SendAsync(new TextContent(RichText.Plain("second")), Group(id));
        await SendAsync(new TextContent(RichText.Plain("third")), Group(id));

        await Bob.HearTextAsync("third");
        await Carol.HearTextAsync("third");
    }

    [Fact]
    public async Task Somebody_known_by_number_only_stays_in_the_same_chat_once_the_account_is_known()
    {
        var dora = await Signal.PersonAsync("Dora");
        var chat = new ChatKey(new RemoteChatId(dora.Pni!), Account.Id);
        await SendAsync(new TextContent(RichText.Plain("are you the one with this number?")), chat);
        await dora.HearTextAsync("are you the one with this number?");

        await dora.SayAsync(Alice.Id, new JsonObject { ["text"] = "yes" }, new JsonObject { ["withPniSignature"] = true });

        Assert.Equal(chat, (await Told.MessageAsync("yes")).Chat);
        await Told.Moves.FirstAsync(move => move == (new RemoteUserId(dora.Pni!), new RemoteUserId(dora.Id)));
        await SendAsync(new TextContent(RichText.Plain("good")), chat);
        await dora.HearTextAsync("good");
    }

    [Fact]
    public async Task The_new_safety_number_of_somebody_first_known_by_number_is_accepted_in_the_chat_that_began_so()
    {
        var dora = await Signal.PersonAsync("Dora");
        var chat = new ChatKey(new RemoteChatId(dora.Pni!), Account.Id);
        await SendAsync(new TextContent(RichText.Plain("are you the one with this number?")), chat);
        await dora.HearTextAsync("are you the one with this number?");
        await dora.SayAsync(Alice.Id, new JsonObject { ["text"] = "yes" }, new JsonObject { ["withPniSignature"] = true });
        await Told.MessageAsync("yes");
        await Bed.CloseAsync();
        await Bed.TamperAsync("verify", dora.Id);
        await Bed.ReopenClosedAsync();
        await Signal.AskAsync("/reinstall", new JsonObject { ["person"] = dora.Id });
        await dora.SayAsync(Alice, "new phone!");
        await Told.MessageAsync("new phone!");

        await Assert.ThrowsAsync<BridgeException>(() => SendAsync(new TextContent(RichText.Plain("secret")), chat));
        await Account.RunAsync(new CommandCall(SignalBed.NewDelivery(), "trust", RichText.Empty, chat, ReplyTo: null), Cancellation);

        await SendAsync(new TextContent(RichText.Plain("secret")), chat);
        await dora.HearTextAsync("secret");
    }

    [Fact]
    public async Task Somebody_invited_by_number_who_accepts_is_one_member_and_no_longer_invited()
    {
        var id = await Signal.GroupAsync(Alice, "Picnic", Alice, Carol);
        await Carol.SayInGroupAsync(id, "hello");
        await Told.MessageAsync("hello");
        await Account.GetChatAsync(Group(id), Cancellation);
        await Signal.ChangeGroupAsync(id, Carol, new JsonObject { ["invite"] = new JsonArray(Bob.Pni) });
        await Told.Events.FirstAsync<RemoteMembership>(told => told.Change == MembershipChange.Invited && told.User.Value == Bob.Pni);
        await Signal.ChangeGroupAsync(id, Bob, new JsonObject { ["promotePni"] = true });

        await Told.Events.FirstAsync<RemoteMembership>(told => told.Change == MembershipChange.Joined && told.User.Value == Bob.Id);
        await Told.Moves.FirstAsync(move => move == (new RemoteUserId(Bob.Pni!), new RemoteUserId(Bob.Id)));
        Assert.Contains((await Account.GetChatAsync(Group(id), Cancellation)).Members, member => member.User.Value == Bob.Id);
    }

    [Fact]
    public async Task Two_logins_in_one_group_tell_each_message_under_the_same_name()
    {
        var dave = await Signal.PersonAsync("Dave", Bob);
        var (_, second, _) = await Bed.LinkAsync(dave);
        var id = await Signal.GroupAsync(Bob, "Shared", Bob, Alice, dave);
        foreach (var number in Enumerable.Range(1, 30))
        {
            await Bob.SayInGroupAsync(id, $"shared {number}");
        }

        var (one, other) = (await Told.MessageAsync("shared 30"), await second.MessageAsync("shared 30"));
        Assert.Equal((one.Id, one.Chat, one.DeduplicationKey), (other.Id, other.Chat, other.DeduplicationKey));
        Assert.Equal(Names(Told), Names(second));

        static IEnumerable<RemoteMessageId> Names(RecordingHost told) => told.Events.All.OfType<RemoteMessage>().Select(message => message.Id);
    }

    [Fact]
    public async Task A_new_number_belongs_to_the_same_person()
    {
        var number = (await Signal.AskAsync("/change-number", new JsonObject { ["person"] = Bob.Id })).GetProperty("number").GetString()!;
        await Signal.AskAsync("/storage", new JsonObject { ["person"] = Alice.Id, ["contact"] = Bob.Id, ["values"] = new JsonObject { ["e164"] = number } });

        var changed = await Told.Users.FirstAsync(user => user.Phone == number);
        Assert.Equal(Bob.Id, changed.Id.Value);
        await Bob.SayAsync(Alice, "same as ever");
        Assert.Equal(Chat, (await Told.MessageAsync("same as ever")).Chat);
    }
}
