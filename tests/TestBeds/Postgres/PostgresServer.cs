using Bridges.TestBeds.Processes;
using Npgsql;

namespace Bridges.TestBeds.Postgres;

/// <summary>
/// A throw-away PostgreSQL on loopback: empty, with UTF-8 and C collation, ready in about a second.
/// It never outlives the test's process.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);
    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(StartSharedAsync);

    private readonly TempFolder _folder = TempFolder.Create("postgres");
    private readonly PostgresPrograms _programs = PostgresPrograms.Find();
    private readonly PostgresOptions _options;
    private ChildProcess? _process;
    private int _databases;

    private PostgresServer(PostgresOptions options) => _options = options;

    /// <summary>The TCP port on loopback.</summary>
    public int Port { get; } = Ports.Free();

    private string DataFolder => _folder.Combine("data");

    private ChildProcess Running => _process ?? throw new InvalidOperationException("PostgreSQL does not run.");

    /// <summary>The one server of this test process, started when first asked for; give each test a database of its own.</summary>
    public static Task<PostgresServer> SharedAsync() => SharedServer.Value;

    /// <summary>Sets up and starts a new server; returns when it answers.</summary>
    public static async Task<PostgresServer> StartAsync(PostgresOptions? options = null, CancellationToken cancellation = default)
    {
        var server = new PostgresServer(options ?? new PostgresOptions());
        try
        {
            await ChildProcess.RunAsync(server.Program(
                server._programs.InitDb,
                "-D", server.DataFolder, "-U", "bridges", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"), cancellation);
            await server.StartAgainAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty database; returns the connection string for it.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellation = default)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        await command.ExecuteNonQueryAsync(cancellation);
        return ConnectionString(name);
    }

    /// <summary>Starts a server that was stopped or killed, with the data it had.</summary>
    public async Task StartAgainAsync(CancellationToken cancellation = default)
    {
        _process = await ChildProcess.StartAsync(Program(_programs.Postgres, ["-D", DataFolder, .. Settings()]));
        await WaitUntilReadyAsync(cancellation);
    }

    /// <summary>Stops the server in good order, whoever is connected.</summary>
    public Task StopAsync() => Running.StopAsync(Signal.Interrupt, StopTimeout);

    /// <summary>Stops it without tidying up, so that the next start is a recovery.</summary>
    public Task KillAsync() => Running.StopAsync(Signal.Quit, StopTimeout);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.StopAsync(Signal.Quit, StopTimeout);
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static async Task<PostgresServer> StartSharedAsync()
    {
        var server = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=bridges;Database={database}";

    private ProgramToRun Program(string fileName, params string[] arguments) => new(fileName, arguments)
    {
        NeverAsRoot = true,
        DiesHardWithParent = false,
        WorkingDirectory = "/",
        Environment = new Dictionary<string, string?> { ["LD_LIBRARY_PATH"] = _programs.LibraryPath },
    };

    private IEnumerable<string> Settings()
    {
        string[] settings =
        [
            "listen_addresses=127.0.0.1", $"port={Port}", "unix_socket_directories=", "timezone=GMT", "jit=off",
            $"max_connections={_options.MaxConnections}",
        ];
        string[] hurried = _options.Durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];
        return settings.Concat(hurried).SelectMany(setting => new[] { "-c", setting });
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(StartTimeout);
        while (!await AnswersAsync(patience.Token))
        {
            if (Running.HasExited || patience.IsCancellationRequested)
            {
                cancellation.ThrowIfCancellationRequested();
                throw new InvalidOperationException($"PostgreSQL did not start (exit code {Running.ExitCode}):\n{Running.Output.Tail(40)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException)
        {
            return false;
        }
    }
}
