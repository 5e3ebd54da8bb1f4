namespace Bridges.Storage.Tests.Beds;

/// <summary>A database engine that tests get empty databases from.</summary>
public interface ITestEngine : IDisposable
{
    Task<DatabaseOptions> NewDatabaseAsync(CancellationToken cancellationToken);
}
