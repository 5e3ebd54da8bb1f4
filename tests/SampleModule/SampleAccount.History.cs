using Bridges.Abstractions;

namespace Bridges.SampleModule;

/// <summary>What was said before: three messages, which the network has to be asked for.</summary>
internal sealed partial class SampleAccount : IRequestsHistory
{
    private const int PastLength = 3;

    public Task RequestHistoryAsync(ChatKey chat, RemoteMessageId? before, int limit, CancellationToken cancellationToken)
    {
        SampleChats.Check(chat);
        // Never awaited here: the host may be in the midst of its own call.
        _ = AnswerAsync(chat);
        return Task.CompletedTask;
    }

    private async Task AnswerAsync(ChatKey chat)
    {
        await Task.Yield();
        var began = timeProvider.GetUtcNow() - TimeSpan.FromDays(1);
        RemoteMessage[] past =
        [
            .. Enumerable.Range(1, PastLength).Select(number =>
                Arrived(chat, $"past-{number}", new TextContent(RichText.Plain($"long ago {number}"))) with { Timestamp = began.AddMinutes(number) }),
        ];
        await host.ReceiveHistoryAsync(new RemoteHistory(new ChatSummary(chat, Name: null, past[^1].Id, past[^1].Timestamp), past, IsLast: true), _stopping.Token);
    }
}
