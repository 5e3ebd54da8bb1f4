using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Options;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Accounts;

public sealed class UpdateTests
{
    [Fact]
    public async Task Deletions_from_the_cache_or_for_a_while_are_none()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();

        await bed.Td.SayAsync(Deletion(1, isPermanent: false, fromCache: false));
        await bed.Td.SayAsync(Deletion(2, isPermanent: true, fromCache: true));
        await bed.Td.SayAsync(Deletion(3, isPermanent: true, fromCache: false));

        Assert.Equal("3", (await bed.Host.Events.FirstAsync<RemoteDeletion>()).Target.Value);
    }

    [Fact]
    public async Task Reading_marks_are_told_once_and_only_forward()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();

        foreach (var upTo in new long[] { 5, 5, 4, 6 })
        {
            await bed.Td.SayAsync(TdObjects.Update("updateChatReadOutbox", ("chat_id", FakeNetwork.Friend), ("last_read_outbox_message_id", upTo << 20)));
        }

        await bed.Host.Events.FirstAsync<RemoteReadReceipt>(receipt => receipt.UpTo.Value == "6");
        Assert.Equal(["5", "6"], bed.Host.Events.All.OfType<RemoteReadReceipt>().Select(receipt => receipt.UpTo.Value));
    }

    [Fact]
    public async Task Many_changes_of_a_chat_that_wait_are_one()
    {
        await using var bed = new FakeNetwork();
        var released = new TaskCompletionSource();
        bed.Host.BeforeReceiving = async (_, cancellationToken) => await released.Task.WaitAsync(cancellationToken);
        await using var account = await bed.ConnectAsync();
        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(1, "first"))));

        for (var number = 0; number < 50; number++)
        {
            await bed.Td.SayAsync(TdObjects.Update("updateChatTitle", ("chat_id", FakeNetwork.Friend), ("title", $"{number}")));
        }

        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(2, "last"))));
        released.SetResult();

        await bed.Host.MessageAsync("last");
        Assert.Single(bed.Host.Events.All.OfType<RemoteChatChange>());
    }

    [Fact]
    public async Task A_new_description_is_a_change_and_the_first_one_met_is_none()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        const long Group = 9;
        const long Chat = -1_000_000_000_000 - Group;
        await bed.Td.SayAsync($$"""{"@type":"updateNewChat","chat":{{TdObjects.Chat(Chat).ToJsonString()}}}""");

        foreach (var description in new[] { "old", "old", "new" })
        {
            await bed.Td.SayAsync(TdObjects.Update(
                "updateSupergroupFullInfo", ("supergroup_id", Group), ("supergroup_full_info", new JsonObject { ["description"] = description })));
        }

        // Of the same chat, as only those of one chat keep their order.
        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(2, "last", Chat))));
        await bed.Host.MessageAsync("last");
        Assert.Single(bed.Host.Events.All.OfType<RemoteChatChange>());
    }

    [Fact]
    public async Task An_update_that_makes_no_sense_holds_up_nothing()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();

        await bed.Td.SayAsync("{}");
        await bed.Td.SayAsync("""{"@type":"updateNewMessage","message":{"id":[],"sender_id":3}}""");
        await bed.Td.SayAsync("""{"@type":"updateMessageContent","chat_id":200,"message_id":1048576}""");
        await bed.Td.SayAsync("""{"@type":"updateOfTomorrow","user":7}""");
        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(2, "sense"))));

        await bed.Host.MessageAsync("sense");
    }

    [Fact]
    public async Task The_account_is_connected_before_the_host_takes_its_first_event()
    {
        await using var bed = new FakeNetwork();
        bed.Host.BeforeReceiving = async (_, _) => await bed.Host.ConnectedAsync();
        await bed.Network.StartAsync(FakeNetwork.Cancellation);
        await using var account = bed.Network.CreateAccount(FakeNetwork.Stored(), bed.Host);
        await account.StartAsync(FakeNetwork.Cancellation);
        await bed.Td.Requests.FirstAsync(request => FakeNetwork.Is(request, "setTdlibParameters"));
        await bed.Td.SayAuthorizationAsync("authorizationStateReady");

        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(1, "while updating"))));
        await bed.Td.SayAsync("""{"@type":"updateConnectionState","state":{"@type":"connectionStateReady"}}""");

        await bed.Host.MessageAsync("while updating");
    }

    [Fact]
    public async Task After_a_restart_of_the_engine_the_account_is_opened_again()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        var first = bed.Td.Client;

        bed.Td.Become(EngineCondition.Backoff, "it crashed");
        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(1, "last words"))), first);
        bed.Td.Become(EngineCondition.Starting);
        bed.Td.Become(EngineCondition.Running);
        await bed.ReadyAsync(opened: 2);
        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(2, "new life"))));

        await bed.Host.MessageAsync("last words");
        await bed.Host.MessageAsync("new life");
        Assert.Equal(2, bed.Host.States.All.Count(state => state.Condition == AccountCondition.Connecting));
    }

    [Fact]
    public async Task An_edit_that_cannot_be_fetched_just_now_is_fetched_later()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        var edited = TdObjects.Message(1, "second");
        edited["edit_date"] = 1_700_000_100;
        var failures = 1;
        bed.Td.Answer("getMessage", _ => failures-- > 0 ? throw new EngineRequestException(500, "Request aborted") : edited.DeepClone());

        await bed.Td.SayAsync(TdObjects.Update("updateMessageContent", ("chat_id", FakeNetwork.Friend), ("message_id", 1L << 20)));

        Assert.Equal("second", RecordingHost.TextOf((await bed.Host.Events.FirstAsync<RemoteEdit>()).Parts));
    }

    [Fact]
    public async Task A_logout_that_Telegram_could_not_be_told_of_leaves_no_data_behind_at_the_next_start()
    {
        var time = new RecordedTime();
        await using var bed = new FakeNetwork(time: time);
        await using var account = await bed.ConnectAsync();
        await bed.Td.SayConnectionAsync("connectionStateConnecting");

        var loggingOut = account.LogoutAsync(FakeNetwork.Cancellation);
        await time.PassAsync(TimeSpan.FromSeconds(15));
        await Assert.ThrowsAsync<BridgeException>(() => loggingOut);
        await bed.Network.StartAsync(FakeNetwork.Cancellation);

        Assert.Empty(Directory.GetDirectories(bed.AccountsFolder));
    }

    [Fact]
    public async Task The_network_stays_off_until_the_proxy_is_set()
    {
        var options = new TelegramOptions
        {
            ApiId = 1,
            ApiHash = "h",
            Proxy = new ProxyOptions { Server = "proxy.example", Port = 1080, Username = "u", Password = "p" },
        };
        await using var bed = new FakeNetwork(options);
        await using var account = await bed.ConnectAsync();

        var asked = bed.Td.Requests.All.Select(request => request.GetProperty("@type").GetString()!).ToList();
        var networks = bed.Td.Requests.All.Where(request => FakeNetwork.Is(request, "setNetworkType"))
            .Select(request => request.GetProperty("type").GetProperty("@type").GetString());
        Assert.Equal(["networkTypeNone", "networkTypeOther"], networks);
        Assert.True(asked.IndexOf("addProxy") > asked.IndexOf("setTdlibParameters"));
        Assert.True(asked.LastIndexOf("setNetworkType") > asked.IndexOf("addProxy"));
    }

    private static string Deletion(long id, bool isPermanent, bool fromCache) => TdObjects.Update(
        "updateDeleteMessages",
        ("chat_id", FakeNetwork.Friend),
        ("message_ids", new JsonArray(id << 20)),
        ("is_permanent", isPermanent),
        ("from_cache", fromCache));
}
