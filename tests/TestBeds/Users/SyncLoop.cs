using System.Net.Sockets;

namespace Bridges.TestBeds.Users;

/// <summary>Follows <c>/sync</c> until stopped and hands every event on; outlasts restarts of the homeserver.</summary>
internal sealed class SyncLoop(MatrixRequests requests, Observed<MatrixEvent> seen) : IAsyncDisposable
{
    private static readonly string Filter = Uri.EscapeDataString("""{"room":{"timeline":{"limit":1000}}}""");

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Returns after the first answer: all that happens from then on is seen.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var next = await SyncAsync(since: null, cancellation);
        _running = Task.Run(() => FollowAsync(next), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task FollowAsync(string next)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                next = await SyncAsync(next, _stop.Token);
            }
            catch (Exception failure) when (failure is HttpRequestException or MatrixRequestException or OperationCanceledException or IOException or SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task<string> SyncAsync(string? since, CancellationToken cancellation)
    {
        var from = since is null ? "" : $"&timeout=30000&since={Uri.EscapeDataString(since)}";
        var answer = await requests.GetAsync($"_matrix/client/v3/sync?filter={Filter}{from}", cancellation);
        foreach (var change in SyncAnswer.Read(answer))
        {
            seen.Add(change);
        }

        return answer.GetProperty("next_batch").GetString()!;
    }
}
