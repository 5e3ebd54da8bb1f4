using Bridges.TestBeds.Processes;
using Bridges.TestBeds.Users;

namespace Bridges.TestBeds.Synapse;

/// <summary>
/// A real Synapse on loopback with an empty SQLite database, alone in the world: no federation, no rate limits.
/// It is ready about two seconds after its start and never outlives the test's process.
/// </summary>
public sealed class SynapseServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = TempFolder.Create("synapse");
    private readonly HttpClient _http;
    private ChildProcess? _process;

    private SynapseServer(SynapseOptions options)
    {
        var port = options.Port == 0 ? Ports.Free() : options.Port;
        ServerName = options.ServerName;
        Url = new Uri($"http://127.0.0.1:{port}/");
        _http = Loopback.CreateClient(Url);
        SynapseConfiguration.Write(_folder, options, port);
    }

    /// <summary>The part after the colon of this server's user ids.</summary>
    public string ServerName { get; }

    /// <summary>Where clients and the application service reach it.</summary>
    public Uri Url { get; }

    /// <summary>The SQLite file that holds all it knows.</summary>
    public string DatabaseFile => SynapseConfiguration.DatabaseFile(_folder);

    /// <summary>The operating system's id of the running server.</summary>
    public int ProcessId => Running.Id;

    private ChildProcess Running => _process ?? throw new InvalidOperationException("Synapse does not run.");

    /// <summary>Sets up and starts a new server; returns when it answers.</summary>
    public static async Task<SynapseServer> StartAsync(SynapseOptions? options = null, CancellationToken cancellation = default)
    {
        var server = new SynapseServer(options ?? new SynapseOptions());
        try
        {
            await server.StartAgainAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The full user id of a name on this server.</summary>
    public string UserId(string name) => $"@{name}:{ServerName}";

    /// <summary>Registers a user, logs in and starts following what happens in the user's rooms.</summary>
    public async Task<MatrixTestUser> RegisterUserAsync(string name, string password, CancellationToken cancellation = default)
    {
        await SharedSecretRegistration.RegisterAsync(_http, name, password, isAdmin: false, cancellation);
        return await MatrixTestUser.LogInAsync(Url, UserId(name), password, cancellation);
    }

    /// <summary>As <see cref="RegisterUserAsync"/>; the user may administer the homeserver.</summary>
    public async Task<MatrixTestUser> RegisterAdminAsync(string name, string password, CancellationToken cancellation = default)
    {
        await SharedSecretRegistration.RegisterAsync(_http, name, password, isAdmin: true, cancellation);
        return await MatrixTestUser.LogInAsync(Url, UserId(name), password, cancellation);
    }

    /// <summary>Replaces the list of application service registrations; counts from the next start on.</summary>
    public void UseRegistrations(params string[] files) => SynapseConfiguration.WriteRegistrations(_folder, files);

    /// <summary>Starts a server that was stopped or killed, with the data it had.</summary>
    public async Task StartAgainAsync(CancellationToken cancellation = default)
    {
        if (_process is { HasExited: false })
        {
            throw new InvalidOperationException("Synapse runs already.");
        }

        _process = await ChildProcess.StartAsync(Program());
        await WaitUntilReadyAsync(cancellation);
    }

    /// <summary>Stops the server in good order; its data is kept.</summary>
    public Task StopAsync() => Running.StopAsync(Signal.Terminate, StopTimeout);

    /// <summary>Ends the server as a power cut would; its data is kept.</summary>
    public Task KillAsync() => Running.StopAsync(Signal.Kill, StopTimeout);

    /// <summary>Stops and starts it, for instance to make it read its registrations again.</summary>
    public async Task RestartAsync(CancellationToken cancellation = default)
    {
        await StopAsync();
        await StartAgainAsync(cancellation);
    }

    /// <summary>The last lines of its log and its output.</summary>
    public string LogTail(int lines = 40)
    {
        var log = _folder.Combine("homeserver.log");
        var logged = File.Exists(log) ? File.ReadLines(log).TakeLast(lines) : [];
        return string.Join('\n', logged.Append(_process?.Output.Tail(lines)));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _http.Dispose();
        _folder.Dispose();
    }

    private ProgramToRun Program()
    {
        // The root holds another Debian release than this machine's: its programs need its own loader and libraries.
        var root = InstalledParts.SynapseRoot;
        var loader = Directory.EnumerateFiles(Path.Combine(root, "usr", "lib64"), "ld-linux-*").First();
        var libraries = Directory.EnumerateFiles(Path.Combine(root, "usr", "lib"), "libc.so.6", SearchOption.AllDirectories).First();
        return new ProgramToRun(loader,
        [
            "--library-path", Path.GetDirectoryName(libraries)!, Path.Combine(root, "usr", "bin", "python3"),
            "-m", "synapse.app.homeserver", "-c", "homeserver.yaml", "-c", "appservices.yaml", "-c", "extra.yaml",
        ])
        {
            WorkingDirectory = _folder.Path,
            Environment = new Dictionary<string, string?>
            {
                ["PYTHONHOME"] = Path.Combine(root, "usr"),
                ["PYTHONDONTWRITEBYTECODE"] = "1",
                ["PYTHONPATH"] = null,
            },
        };
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(StartTimeout);
        var versions = new Uri(Url, "_matrix/client/versions");
        while (!await Loopback.AnswersAsync(_http, versions, patience.Token))
        {
            if (Running.HasExited || patience.IsCancellationRequested)
            {
                cancellation.ThrowIfCancellationRequested();
                throw new InvalidOperationException($"Synapse did not start (exit code {Running.ExitCode}):\n{LogTail()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        }
    }
}
