using System.Data.Common;

namespace Bridges.Storage;

/// <summary>What differs between SQLite and PostgreSQL.</summary>
internal interface IDatabaseEngine : IAsyncDisposable
{
    /// <summary>Keeps any other host off this database for as long as the engine lives.</summary>
    /// <exception cref="StorageException">Another host has it.</exception>
    Task LockAsync(CancellationToken cancellationToken);

    /// <summary>Carries out all statements in one transaction, in order.</summary>
    /// <returns>How many rows each changed.</returns>
    Task<int[]> WriteAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken);

    Task<IReadOnlyList<T>> QueryAsync<T>(Func<DbDataReader, T> read, string sql, object?[] parameters, CancellationToken cancellationToken);

    /// <summary>Runs a script of several statements in one transaction.</summary>
    Task ExecuteScriptAsync(string sql, CancellationToken cancellationToken);

    /// <summary>What an exception of the driver means; null where it is none of the driver's.</summary>
    StorageException? Translate(Exception exception);
}
