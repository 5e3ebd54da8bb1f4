using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Incoming;

/// <summary>Channels, status posts, settings of the phone, files that are gone.</summary>
public sealed class SurroundingsTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    [Fact]
    public async Task A_channels_post_is_said_by_the_channel_in_a_room_where_nobody_else_may_write()
    {
        const string Channel = "120363999999999999@newsletter";
        await Bed.Simulation.DoAsync("post", new { channel = Channel, text = "news", serverId = "101", followers = new[] { Bed.Me.Number } });

        var post = await linked.Host.MessageAsync("news");

        Assert.Equal((new ChatKey(new RemoteChatId(Channel)), Channel), (post.Chat, post.Sender.Value));
        var chat = await linked.Account.GetChatAsync(post.Chat, Cancellation);
        Assert.Equal((ChatKind.Broadcast, MemberRole.Administrator), (chat.Kind, chat.WhoMaySend));
    }

    /// <summary>The server's own number of the post is kept, and a refusal is told.</summary>
    [Fact]
    public async Task A_reaction_to_a_channels_post_names_it_by_the_servers_number()
    {
        const string Channel = "120363999999999998@newsletter";
        await Bed.Simulation.DoAsync("post", new { channel = Channel, text = "react to this", serverId = "4711", followers = new[] { Bed.Me.Number } });
        var post = await linked.Host.MessageAsync("react to this");

        await linked.Account.ReactAsync(new OutgoingReactions(new DeliveryId("channel"), post.Chat, post.Id, [new Reaction("🎈")]), Cancellation);

        var happened = await Bed.Simulation.HappensAsync(happening => happening.Text("what") == "channel-reaction");
        Assert.Equal(("4711", "🎈"), (happened.GetProperty("attributes").Text("server_id"), happened.GetProperty("detail").Text("code")));
        await Assert.ThrowsAsync<BridgeException>(() => linked.Account.ReactAsync(
            new OutgoingReactions(new DeliveryId("unknown post"), post.Chat, new RemoteMessageId("NOSUCHPOST"), [new Reaction("🎈")]), Cancellation));
    }

    /// <summary>Not bridged unless wished for.</summary>
    [Fact]
    public async Task Status_posts_are_left_out()
    {
        await Bed.Simulation.DoAsync("rawKept", new
        {
            to = Bed.Me.Number,
            node = new
            {
                tag = "message",
                attrs = new { from = "status@broadcast", participant = $"{Bed.Alice.Lid}@lid", participant_pn = $"{Bed.Alice.Number}@s.whatsapp.net", id = "STATUS1", t = "1800000000", type = "media" },
                content = new[] { new { tag = "unavailable", attrs = new { type = "view_once" } } },
            },
        });
        await Bed.SayAsync(Bed.Alice, "after the status");
        await linked.Host.MessageAsync("after the status");

        Assert.DoesNotContain(linked.Host.Events.All, told => told.Chat.Chat.Value == RemoteIds.Status);
    }

    /// <summary>Settings of the phone reach the host.</summary>
    [Fact]
    public async Task A_chat_muted_on_the_phone_is_told()
    {
        var until = TimeProvider.System.GetUtcNow().AddHours(8).ToUnixTimeMilliseconds();
        await Bed.Simulation.DoAsync("setting", new
        {
            number = Bed.Me.Number, collection = "regular_high", index = new[] { "mute", $"{Bed.Alice.Lid}@lid" },
            action = new { muteAction = new { muted = true, muteEndTimestamp = until } },
        });

        var settings = await linked.Host.Events.FirstAsync<RemoteChatSettings>(settings => settings.MutedUntil is not null);

        Assert.Equal(Bed.Chat, settings.Chat);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(until), settings.MutedUntil);
    }

    /// <summary>The phone is asked once; what it has no more is gone for good.</summary>
    [Fact]
    public async Task A_file_that_the_server_has_deleted_is_asked_for_at_the_phone()
    {
        var id = (await Bed.Simulation.DoAsync("sendMedia", new
        {
            from = Bed.Alice.Number, to = Bed.Me.Number, type = "image", part = "imageMessage", bytes = new { base64 = Convert.ToBase64String([1, 2, 3]) }, fields = new { mimetype = "image/jpeg" },
        })).Text("id");
        var message = await linked.Host.Events.FirstAsync<RemoteMessage>(told => told.Id.Value == id);
        var file = ((ImageContent)message.Parts[0].Content).File;
        var path = Path.Combine(Path.GetTempPath(), $"bridges-lost-{Guid.NewGuid():N}");
        var fetch = new MediaFetch(message.Chat, message.Id, "", file.Reference!, path, 1 << 20);
        await Bed.Simulation.DoAsync("loseFiles", new { code = 410 });
        await Bed.Simulation.DoAsync("forgetUploads");

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => linked.Account.FetchMediaAsync(fetch, new Progress<long>(), Cancellation));

        Assert.Equal(FailureKind.Permanent, refusal.Kind);
        Assert.Contains("phone", refusal.Message, StringComparison.Ordinal);
        Assert.Single((await Bed.Simulation.DoAsync("happenings")).EnumerateArray(), happening => happening.Text("what") == "receipt" && happening.GetProperty("attributes").Text("type") == "server-error");
        await Bed.Simulation.DoAsync("loseFiles");
    }

    /// <summary>What all see is the name that people give themselves.</summary>
    [Fact]
    public async Task People_are_called_what_they_call_themselves()
    {
        var carol = await Bed.Simulation.PersonAsync("Carol herself");
        await Bed.SayAsync(carol, "my name is");
        await linked.Host.MessageAsync("my name is");
        await Bed.Simulation.DoAsync("setting", new
        {
            number = Bed.Me.Number, collection = "critical_unblock_low", index = new[] { "contact", $"{carol.Number}@s.whatsapp.net" },
            action = new { contactAction = new { fullName = "Sweetie", lidJid = $"{carol.Lid}@lid" } },
        });
        var told = await linked.Host.Users.FirstAsync(user => user.Id.Value == carol.Lid);

        Assert.Equal("Carol herself", told.Name);
        Assert.Equal($"+{carol.Number}", told.Phone);
    }

    [Fact]
    public async Task Peoples_pictures_are_those_of_their_profiles()
    {
        var eve = await Bed.Simulation.PersonAsync("Eve");
        await Bed.SayAsync(eve, "look at me");
        await linked.Host.MessageAsync("look at me");
        Assert.Null((await linked.Account.GetUserAsync(new RemoteUserId(eve.Lid), Cancellation)).Avatar);
        byte[] picture = [255, 216, 255, 1, 2, 3];
        await Bed.Simulation.DoAsync("picture", new { number = eve.Number, bytes = new { base64 = Convert.ToBase64String(picture) } });

        var avatar = (await linked.Account.GetUserAsync(new RemoteUserId(eve.Lid), Cancellation)).Avatar;

        Assert.Equal(picture, (await linked.Account.FetchAvatarAsync(avatar!, Cancellation))!.Bytes.ToArray());
        Assert.Contains(await linked.Account.SearchAsync("eve", 10, Cancellation), found => found.Id.Value == eve.Lid);
    }

    [Fact]
    public async Task Somebody_is_found_by_number_and_nobody_is_not()
    {
        var dave = await Bed.Simulation.PersonAsync("Dave");

        var found = await linked.Account.ResolveAsync($"+{dave.Number[..4]} {dave.Number[4..]}", Cancellation);

        Assert.Equal(dave.Lid, found?.Id.Value);
        Assert.Equal(Bed.ChatWith(dave), await linked.Account.OpenDirectChatAsync(found!.Id, Cancellation));
        Assert.Null(await linked.Account.ResolveAsync("+49 30 0000000", Cancellation));
        Assert.Null(await linked.Account.ResolveAsync("nonsense", Cancellation));
    }
}
