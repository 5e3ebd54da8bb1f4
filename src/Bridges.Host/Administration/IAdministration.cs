using Bridges.Core;

namespace Bridges.Host.Administration;

/// <summary>What the command line can ask, of the running host or of its database.</summary>
internal interface IAdministration : IAsyncDisposable
{
    Task<IReadOnlyList<AccountLine>> ListAccountsAsync(CancellationToken cancellationToken);

    /// <returns>False where there is none such.</returns>
    Task<bool> LogoutAsync(string network, string account, CancellationToken cancellationToken);

    Task<IReadOnlyList<DeadLetterLine>> ListDeadLettersAsync(CancellationToken cancellationToken);

    /// <summary>A message's way, step by step; none where nothing is known of it.</summary>
    Task<IReadOnlyList<TraceStep>> TraceAsync(string id, CancellationToken cancellationToken);

    /// <param name="id">Null for all.</param>
    /// <returns>How many were brought back.</returns>
    Task<int> RetryAsync(long? id, CancellationToken cancellationToken);

    /// <returns>False where there is none such.</returns>
    Task<bool> DropAsync(long id, CancellationToken cancellationToken);

    /// <summary>Drops all, if they are as many as expected.</summary>
    /// <returns>How many there were.</returns>
    Task<int> DropAllAsync(int expected, CancellationToken cancellationToken);
}
