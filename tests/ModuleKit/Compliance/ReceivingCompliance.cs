using Bridges.Abstractions;

namespace Bridges.ModuleKit.Compliance;

/// <summary>What every module promises of the messages that it tells.</summary>
public abstract class ReceivingCompliance : ModuleCompliance
{
    [Fact]
    public async Task Messages_of_a_chat_are_told_once_and_in_order()
    {
        await using var bed = await StartAsync();
        var host = new RecordingHost();
        await bed.OpenAsync(host);

        var texts = Enumerable.Range(1, 60).Select(number => $"ordered {number}").ToList();
        foreach (var text in texts)
        {
            await bed.FriendSaysAsync(text);
        }

        await host.MessageAsync(texts[^1]);
        Assert.Equal(texts, Told(host, bed.Chat).Where(text => text.StartsWith("ordered", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_host_that_is_slow_gets_everything_in_order_all_the_same()
    {
        await using var bed = await StartAsync();
        var host = new RecordingHost();
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await bed.OpenAsync(host);
        host.BeforeReceiving = async (_, cancellationToken) => await released.Task.WaitAsync(cancellationToken);

        await bed.FriendSaysAsync("slow 1");
        await bed.FriendSaysAsync("slow 2");
        released.SetResult();

        await host.MessageAsync("slow 2");
        Assert.Equal(["slow 1", "slow 2"], Told(host, bed.Chat).Where(text => text.StartsWith("slow", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_event_that_the_host_could_not_keep_is_told_again()
    {
        await using var bed = await StartAsync();
        var host = new RecordingHost();
        await bed.OpenAsync(host);
        var failures = 0;
        host.BeforeReceiving = (told, _) => told is RemoteMessage && Interlocked.Increment(ref failures) == 1
            ? throw BridgeException.Transient("The disk is full.")
            : ValueTask.CompletedTask;

        await bed.FriendSaysAsync("keep me");

        await host.MessageAsync("keep me");
        Assert.Single(Told(host, bed.Chat), "keep me");
    }

    [Fact]
    public async Task Every_message_has_an_id_a_sender_and_a_part()
    {
        await using var bed = await StartAsync();
        var host = new RecordingHost();
        await bed.OpenAsync(host);

        await bed.FriendSaysAsync("well formed");

        var message = await host.MessageAsync("well formed");
        Assert.Equal(bed.Chat, message.Chat);
        Assert.NotEmpty(message.Id.Value);
        Assert.NotEmpty(message.Sender.Value);
        Assert.False(message.FromSelf);
        Assert.Equal(message.Parts.Count, message.Parts.Select(part => part.Id).Distinct().Count());
        Assert.True(message.Timestamp > DateTimeOffset.UnixEpoch);
    }

    private static IEnumerable<string> Told(RecordingHost host, ChatKey chat) => host.Events.All.OfType<RemoteMessage>()
        .Where(message => message.Chat == chat).Select(message => RecordingHost.TextOf(message.Parts)).OfType<string>();
}
