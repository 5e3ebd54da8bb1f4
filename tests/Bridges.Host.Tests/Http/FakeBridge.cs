using System.Collections.Concurrent;
using Bridges.Core;
using Bridges.Matrix;

namespace Bridges.Host.Tests.Http;

/// <summary>Remembers what the endpoints handed over.</summary>
internal sealed class FakeBridge : IApplicationService
{
    public ConcurrentQueue<(string Id, int Events)> Transactions { get; } = [];

    public Exception? Failure { get; set; }

    public UserId? LastQuery { get; private set; }

    /// <summary>How often it was told that something may be lost.</summary>
    public int Suspicions { get; private set; }

    public Task ReceiveAsync(string transactionId, AppServiceTransaction transaction, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        Transactions.Enqueue((transactionId, transaction.Events.Count));
        return Task.CompletedTask;
    }

    public void SuspectLoss() => Suspicions++;

    public Task<bool> UserExistsAsync(UserId user, CancellationToken cancellationToken)
    {
        LastQuery = user;
        return Task.FromResult(user.Localpart.StartsWith("_bridges_", StringComparison.Ordinal));
    }
}
