using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>What the homeserver calls, behind the HTTP endpoints.</summary>
public interface IApplicationService
{
    /// <summary>
    /// Takes a transaction. When it completes, all of it is on disk, and the homeserver may be told so. What it
    /// brings a second time, in the same transaction or another, changes nothing.
    /// </summary>
    Task ReceiveAsync(string transactionId, AppServiceTransaction transaction, CancellationToken cancellationToken);

    /// <summary>
    /// Something speaks for the homeserver having ended in the midst of telling: before the next transaction is taken, the
    /// bridge looks for what it was not told.
    /// </summary>
    void SuspectLoss();

    /// <summary>Whether a user of our namespace exists, or could be made on the spot.</summary>
    Task<bool> UserExistsAsync(UserId user, CancellationToken cancellationToken);
}
