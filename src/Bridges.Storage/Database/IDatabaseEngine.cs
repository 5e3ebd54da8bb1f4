using System.Data.Common;

namespace Bridges.Storage;

/// <summary>What differs between SQLite and PostgreSQL.</summary>
internal interface IDatabaseEngine : IAsyncDisposable
{
    /// <summary>Opens the database and keeps any other host off it for as long as the engine lives.</summary>
    /// <exception cref="StorageException">Another host has it.</exception>
    Task LockAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Carries out all statements in one transaction, in order; with none, finds out whether it could. One call at a time.
    /// When it succeeds, the fate of every earlier call is decided.
    /// </summary>
    /// <returns>How many rows each changed.</returns>
    Task<int[]> WriteAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken);

    Task<IReadOnlyList<T>> QueryAsync<T>(Func<DbDataReader, T> read, string sql, object?[] parameters, CancellationToken cancellationToken);

    /// <summary>Runs a script of several statements in one transaction.</summary>
    Task ExecuteScriptAsync(string sql, CancellationToken cancellationToken);

    /// <summary>Bytes on disk, with what was deleted and is not given back yet.</summary>
    Task<long> SizeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// What an exception of the driver means; null where it is none of the driver's. One that is not transient proves
    /// that the transaction was not carried out.
    /// </summary>
    StorageException? Translate(Exception exception);
}
