using Bridges.Abstractions;

namespace Bridges.ModuleKit.Compliance;

/// <summary>What every module promises of an account's life: its states, its end, the time in which it is away.</summary>
public abstract class LifeCompliance : ModuleCompliance
{
    [Fact]
    public async Task A_session_begins_with_its_state_and_becomes_connected()
    {
        await using var bed = await StartAsync();
        var host = new RecordingHost();

        await bed.OpenAsync(host);

        Assert.Contains(host.States.All, state => state.Condition == AccountCondition.Connected);
        Assert.DoesNotContain(host.States.All, state => state.Condition == AccountCondition.LoggedOut);
    }

    [Fact]
    public async Task Nothing_is_told_after_the_end()
    {
        await using var bed = await StartAsync();
        var host = new RecordingHost();
        await bed.OpenAsync(host);
        await bed.FriendSaysAsync("in time");
        await host.MessageAsync("in time");

        await bed.CloseAsync().WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        var told = host.Events.All.Count;
        await bed.FriendSaysAsync("too late");

        Assert.Equal(told, host.Events.All.Count);
    }

    [Fact]
    public async Task An_end_does_not_wait_for_a_host_that_does_not_take_its_events()
    {
        await using var bed = await StartAsync();
        var host = new RecordingHost();
        await bed.OpenAsync(host);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.BeforeReceiving = async (_, cancellationToken) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        };

        await bed.FriendSaysAsync("nobody takes me");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);

        await bed.CloseAsync().WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
    }

    [Fact]
    public async Task A_second_session_goes_on_where_the_first_ended()
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());
        await account.SendAsync(Message(bed.Chat, "first session"), Cancellation);
        await bed.CloseAsync();

        var host = new RecordingHost();
        account = await bed.OpenAsync(host);
        await account.SendAsync(Message(bed.Chat, "second session"), Cancellation);
        await bed.FriendSaysAsync("welcome back");

        await host.MessageAsync("welcome back");
        Assert.Contains("second session", await bed.FriendHasReadAsync());
    }

    [Fact]
    public async Task The_account_knows_itself_and_its_chat()
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());

        Assert.NotEmpty(account.Self.Value);
        var chat = await account.GetChatAsync(bed.Chat, Cancellation);
        Assert.Equal(bed.Chat, chat.Key);
        Assert.All(chat.Members, member => Assert.NotEmpty(member.User.Value));
        if (chat.OtherUser is { } other)
        {
            Assert.NotEmpty((await account.GetUserAsync(other, Cancellation)).Name);
        }
    }
}
