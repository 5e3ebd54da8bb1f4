namespace Bridges.Storage.Tests.Beds;

/// <summary>A database engine that a test gets its empty database from, and a way in that goes round the product.</summary>
public interface ITestEngine : IDisposable
{
    Task<DatabaseOptions> NewDatabaseAsync(CancellationToken cancellationToken);

    /// <summary>Runs a statement over a connection of its own and returns the first value it yields.</summary>
    Task<object?> ExecuteAsync(string sql);

    /// <summary>How many commits the rows of the journal came in; only differences count.</summary>
    Task<long> CountCommitsAsync();

    /// <summary>Makes every further large append fail as on a full disk.</summary>
    Task FillDiskAsync(Database database);

    Task FreeDiskAsync(Database database);
}
