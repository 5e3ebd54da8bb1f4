using Bridges.Matrix;

namespace Bridges.Host.Http;

/// <summary>What stands behind the endpoints: the bridge as the homeserver sees it.</summary>
internal interface IApplicationService
{
    /// <summary>Takes a transaction; when it completes the events are on disk. Taking the same one again does nothing.</summary>
    Task ReceiveAsync(string transactionId, AppServiceTransaction transaction, CancellationToken cancellationToken);

    /// <summary>Whether the user is a ghost that exists, or could be made on the spot.</summary>
    Task<bool> UserExistsAsync(UserId user, CancellationToken cancellationToken);
}
