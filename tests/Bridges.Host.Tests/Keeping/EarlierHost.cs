using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using Bridges.Host.Tests.Hosting;
using Bridges.TestBeds;
using Bridges.TestBeds.Postgres;
using Npgsql;

namespace Bridges.Host.Tests.Keeping;

/// <summary>Files of a host of an earlier commit, as they lay on disk when it was killed.</summary>
/// <param name="name">An archive in Keeping/Earlier, without its ending.</param>
internal sealed class EarlierHost(string name)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Puts them into the folder of a host that is to take them over. What differs in each test is filled in: addresses and places.</summary>
    public async Task PutAsync(RunningHost host, string modules)
    {
        await using (var packed = new GZipStream(File.OpenRead(RepositoryRoot.Combine("tests", "Bridges.Host.Tests", "Keeping", "Earlier", $"{name}.tar.gz")), CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(packed, host.Folder.Path, overwriteFiles: true, Cancellation);
        }

        var dump = host.Folder.Combine("database.sql");
        var database = File.Exists(dump) ? await RestoreAsync(await File.ReadAllTextAsync(dump, Cancellation)) : "sqlite:bridges.db";
        foreach (var file in Directory.GetFiles(host.Folder.Path, "*.yaml", SearchOption.AllDirectories))
        {
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancellation))
                .Replace("{homeserver}", host.Homeserver.Url.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{port}", host.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{modules}", modules, StringComparison.Ordinal)
                .Replace("{database}", database, StringComparison.Ordinal)
                // What was done is to be known however long ago that was.
                .Replace("keep_done_days: 7", "keep_done_days: 36500", StringComparison.Ordinal), Cancellation);
        }
    }

    private static async Task<string> RestoreAsync(string dump)
    {
        var server = await PostgresServer.SharedAsync();
        var address = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync(Cancellation)) { Pooling = false };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(dump, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
        return $"postgres://{address.Username}@{address.Host}:{address.Port}/{address.Database}";
    }
}
