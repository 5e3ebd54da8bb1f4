using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core;

/// <summary>What a user wrote that was given up. Nobody sees, sends again or drops what another wrote.</summary>
public interface IUserFailures
{
    /// <summary>What is given up, oldest first.</summary>
    Task<IReadOnlyList<JournalRow>> ListAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Brings one back.</summary>
    /// <returns>False where it is not theirs, or no dead letter.</returns>
    Task<bool> RetryAsync(UserId user, long id, CancellationToken cancellationToken);

    /// <summary>Gives one up for good.</summary>
    /// <returns>False where it is not theirs, or no dead letter.</returns>
    Task<bool> DropAsync(UserId user, long id, CancellationToken cancellationToken);
}
