using Bridges.TestBeds.Processes;

namespace Bridges.TestBeds.Host;

/// <summary>
/// The product itself, as <c>./build</c> made it: <c>artifacts/bridges/bridges run</c> with a folder, a configuration and
/// registrations of its own. Its data outlives stops and kills, but not this object.
/// </summary>
public sealed class BridgesHost : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(2);

    private readonly BridgesHostOptions _options;
    private readonly HttpClient _http;
    private readonly HostFiles _files;
    private ChildProcess? _process;

    private BridgesHost(BridgesHostOptions options)
    {
        var port = Ports.Free();
        _options = options;
        _files = new HostFiles(Folder, port);
        Url = new Uri($"http://127.0.0.1:{port}/");
        _http = Loopback.CreateClient(Url);
        _files.Write(options);
        Environment = new Dictionary<string, string?>(options.Environment);
    }

    /// <summary>The published program.</summary>
    public static string ProgramPath { get; } = RepositoryRoot.Combine("artifacts", "bridges", "bridges");

    /// <summary>The host's own folder: configuration, database, data.</summary>
    public TempFolder Folder { get; } = TempFolder.Create("host");

    /// <summary>Where the homeserver and tests reach it.</summary>
    public Uri Url { get; }

    /// <summary>The configuration's path; tests may change the file between runs.</summary>
    public string ConfigurationFile => _files.Configuration;

    /// <summary>Set on top of this process's own environment; tests may change it between runs.</summary>
    public IDictionary<string, string?> Environment { get; }

    /// <summary>What the homeserver must be given before it starts.</summary>
    public IReadOnlyList<string> RegistrationFiles => [_files.Registration, _files.DoublePuppetRegistration];

    /// <summary>What it has printed since its last start.</summary>
    public ProcessOutput Output => Running.Output;

    /// <summary>The operating system's id of the running host.</summary>
    public int ProcessId => Running.Id;

    private ChildProcess Running => _process ?? throw new InvalidOperationException("The host does not run.");

    /// <summary>Writes the host's files and takes a port; nothing runs yet, so that the homeserver can be started first.</summary>
    public static BridgesHost Prepare(BridgesHostOptions options) =>
        File.Exists(options.ProgramPath)
            ? new BridgesHost(options)
            : throw new FileNotFoundException($"{options.ProgramPath} is missing: run ./build.");

    /// <summary>Starts it, again after a stop or a kill; returns when it says that it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        await StartWithoutWaitingAsync();
        await WaitUntilReadyAsync(cancellation);
    }

    /// <summary>Starts it for tests of starts that are not to succeed.</summary>
    public async Task StartWithoutWaitingAsync()
    {
        if (_process is { HasExited: false })
        {
            throw new InvalidOperationException("The host runs already.");
        }

        _process = await ChildProcess.StartAsync(Program("run", "--config", ConfigurationFile));
    }

    /// <summary>Returns when the host says that it is ready.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellation = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_options.StartTimeout);
        var ready = new Uri(Url, "_matrix/mau/ready");
        while (!await Loopback.AnswersAsync(_http, ready, patience.Token))
        {
            if (Running.HasExited || patience.IsCancellationRequested)
            {
                cancellation.ThrowIfCancellationRequested();
                throw new InvalidOperationException($"The host did not become ready (exit code {Running.ExitCode}):\n{Output.Tail(60)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        }
    }

    /// <summary>Asks it to stop as a service manager does; returns its exit code.</summary>
    public Task<int> StopAsync() => Running.StopAsync(Signal.Terminate, StopTimeout);

    /// <summary>Ends it as a power cut would.</summary>
    public Task KillAsync() => Running.StopAsync(Signal.Kill, StopTimeout);

    /// <summary>Freezes or thaws it, or sends any other signal.</summary>
    public void Send(Signal signal) => Running.Send(signal);

    /// <summary>Completes when it has ended by itself; returns its exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellation = default)
    {
        await Running.WaitForExitAsync(cancellation);
        return Running.ExitCode!.Value;
    }

    /// <summary>Runs another of its commands, for instance <c>doctor</c>, with the same configuration.</summary>
    public async Task<(int ExitCode, string Output)> RunCommandAsync(string command, params string[] arguments)
    {
        await using var process = await ChildProcess.StartAsync(Program([command, "--config", ConfigurationFile, .. arguments]));
        await process.WaitForExitAsync();
        return (process.ExitCode!.Value, process.Output.Text);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _http.Dispose();
        Folder.Dispose();
    }

    private ProgramToRun Program(params string[] arguments) =>
        new(_options.ProgramPath, arguments) { WorkingDirectory = Folder.Path, Environment = new Dictionary<string, string?>(Environment) };
}
