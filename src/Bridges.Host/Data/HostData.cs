using Bridges.Host.Configuration;
using Bridges.Storage;

namespace Bridges.Host;

/// <summary>What is on disk: opened before anything else, closed last.</summary>
internal sealed class HostData : IAsyncDisposable
{
    private HostData(Database database, Journal journal, SecretBox secrets)
    {
        Database = database;
        Journal = journal;
        Secrets = secrets;
    }

    public Database Database { get; }

    public Journal Journal { get; }

    public SecretBox Secrets { get; }

    /// <param name="patience">How long to wait for a database server that does not answer.</param>
    /// <exception cref="StorageException">The database or the key file cannot be used.</exception>
    public static async Task<HostData> OpenAsync(BridgesConfiguration configuration, TimeSpan patience, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var secrets = SecretBox.FromKeyFile(configuration.Secrets.KeyFile);
        var database = await new DatabaseWait(patience, TimeProvider.System, loggers.CreateLogger<DatabaseWait>())
            .OpenAsync(DatabaseOptions.Parse(configuration.Database.Reveal()), loggers, cancellationToken);
        try
        {
            return new HostData(database, await Journal.OpenAsync(database, TimeProvider.System, cancellationToken, secrets), secrets);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
