using Bridges.Abstractions;
using Bridges.Telegram.Tests.Beds;
using Microsoft.Extensions.Time.Testing;

namespace Bridges.Telegram.Tests.Accounts;

public sealed class EndTests
{
    /// <summary>It does not pass, so that nothing is given up on a busy machine.</summary>
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task What_TDLib_has_told_is_handed_over_before_the_end()
    {
        await using var bed = new FakeNetwork(time: _time);
        var account = await bed.ConnectAsync();
        var edited = TdObjects.Message(1, "first, edited");
        edited["edit_date"] = 1_700_000_100;
        bed.Td.Answer("getMessage", _ => edited.DeepClone());
        var released = new TaskCompletionSource();
        bed.Host.BeforeReceiving = async (_, cancellationToken) => await released.Task.WaitAsync(cancellationToken);
        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(1, "first"))));
        await bed.Td.SayAsync(TdObjects.Update("updateMessageContent", ("chat_id", FakeNetwork.Friend), ("message_id", 1L << 20)));
        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(2, "last"))));

        var ending = account.DisposeAsync();
        released.SetResult();
        await ending;

        Assert.Equal(
            [typeof(RemoteMessage), typeof(RemoteEdit), typeof(RemoteMessage)],
            bed.Host.Events.All.Select(remoteEvent => remoteEvent.GetType()));
    }

    [Fact]
    public async Task What_TDLib_says_while_it_closes_is_handed_over_too()
    {
        await using var bed = new FakeNetwork(time: _time);
        var account = await bed.ConnectAsync();
        bed.Td.Answer("close", async () =>
        {
            await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(1, "last words"))));
            await bed.Td.SayAuthorizationAsync("authorizationStateClosed");
        });

        await account.DisposeAsync();

        Assert.Equal("last words", RecordingHost.TextOf(Assert.IsType<RemoteMessage>(Assert.Single(bed.Host.Events.All)).Parts));
    }

    [Fact]
    public async Task What_comes_after_an_event_that_the_ended_host_refuses_is_not_told_out_of_turn()
    {
        await using var bed = new FakeNetwork(time: _time);
        var account = await bed.ConnectAsync();
        var (reached, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        bed.Host.BeforeReceiving = async (_, _) =>
        {
            reached.SetResult();
            await released.Task;
            throw new OperationCanceledException();
        };
        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(1, "refused"))));
        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", TdObjects.Message(2, "next"))));

        await reached.Task;
        var ending = account.DisposeAsync();
        bed.Host.BeforeReceiving = null;
        released.SetResult();
        await ending;

        Assert.DoesNotContain(bed.Host.Events.All, remoteEvent => remoteEvent is RemoteMessage);
    }
}
