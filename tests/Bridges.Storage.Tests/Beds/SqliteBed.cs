using Bridges.TestBeds;

namespace Bridges.Storage.Tests.Beds;

/// <summary>SQLite files in a folder of their own.</summary>
public sealed class SqliteBed : ITestEngine
{
    private readonly TempFolder _folder = TempFolder.Create("storage");
    private int _databases;

    public Task<DatabaseOptions> NewDatabaseAsync(CancellationToken cancellationToken) =>
        Task.FromResult(DatabaseOptions.Parse($"sqlite:{_folder.Combine($"{++_databases}.db")}"));

    public void Dispose() => _folder.Dispose();
}
