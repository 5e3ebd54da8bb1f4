using System.Collections.Concurrent;
using Bridges.Signal.Simulator;
using Bridges.TestBeds;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Synapse;
using Bridges.TestBeds.Users;

namespace Bridges.Signal.Stage;

/// <summary>Everything that runs: the homeserver, the bridge with Signal's engine, the simulated Signal, and the people on both sides.</summary>
public sealed class SignalStage : IAsyncDisposable
{
    /// <summary>How long to wait for what takes a moment: longer than the bridge waits for a network (two minutes) before it looks for itself what became of a message.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private const string Password = "wonderland";
    private static int _count;

    private readonly BridgedSynapse _matrix;
    private readonly ConcurrentBag<MatrixTestUser> _users = [];

    private SignalStage(SimulatedSignal signal, BridgedSynapse matrix)
    {
        Signal = signal;
        _matrix = matrix;
    }

    /// <summary>The simulated network.</summary>
    public SimulatedSignal Signal { get; }

    /// <summary>The homeserver.</summary>
    public SynapseServer Synapse => _matrix.Synapse;

    /// <summary>The product.</summary>
    public BridgesHost Host => _matrix.Host;

    /// <summary>The bridge's bot.</summary>
    public string Bot => _matrix.BotUserId;

    /// <summary>What the servers have logged last.</summary>
    public string Logs => $"The bridge's log:\n{Host.Output.Tail(120)}\n\nSynapse's log:\n{Synapse.LogTail(20)}\n\nThe simulated Signal's:\n{Signal.Output.Tail(20)}\n";

    /// <summary>Starts everything; returns when all is ready and nobody is there yet.</summary>
    /// <param name="database">As in the configuration. Default: SQLite.</param>
    /// <param name="configuration">Further lines of the Signal section, indented by four.</param>
    public static async Task<SignalStage> SetAsync(string database = "sqlite:bridges.db", string configuration = "", CancellationToken cancellation = default)
    {
        var signal = await SimulatedSignal.StartAsync(cancellation);
        try
        {
            var matrix = await BridgedSynapse.StartAsync(
                homeserver => new BridgesHostOptions
                {
                    HomeserverUrl = homeserver,
                    Database = database,
                    StartTimeout = TimeSpan.FromMinutes(2),
                    ExtraConfiguration = $"media:\n  ffmpeg: \"{InstalledParts.Ffmpeg}\"\nnetworks:\n  signal:\n    service_file: \"{signal.ServiceFile}\"\n    node_path: \"{SimulatedSignal.NodePath}\"\n{configuration}",
                },
                homeserverOptions: null,
                cancellation);
            return new SignalStage(signal, matrix);
        }
        catch
        {
            await signal.DisposeAsync();
            throw;
        }
    }

    /// <summary>A name that nobody else has, for user ids.</summary>
    public static string UniqueName(string name) => $"{name.ToLowerInvariant()}{Interlocked.Increment(ref _count)}";

    /// <summary>Makes an account on the homeserver and follows what happens in its rooms.</summary>
    public async Task<MatrixTestUser> RegisterAsync(string name, CancellationToken cancellation = default)
    {
        var user = await Synapse.RegisterUserAsync(name, Password, cancellation);
        _users.Add(user);
        return user;
    }

    /// <summary>The user id of a person's ghost.</summary>
    public string GhostOf(SignalPerson person) => Synapse.UserId($"_bridges_signal_{person.Id}");

    /// <summary>Opens a room with the bot.</summary>
    public async Task<BotRoom> OpenBotRoomAsync(MatrixTestUser user, CancellationToken cancellation = default)
    {
        var room = await user.CreateDirectRoomAsync(Bot, cancellation);
        await user.WaitForJoinAsync(room, Bot, Patience, cancellation);
        return new BotRoom(user, room, Bot);
    }

    /// <summary>Logs a person in: asks the bot, reads the code that it shows, and scans it with the person's phone.</summary>
    public async Task<BotRoom> LogInAsync(MatrixTestUser user, SignalPerson person, CancellationToken cancellation = default)
    {
        var room = await OpenBotRoomAsync(user, cancellation);
        await LogInAsync(room, person, cancellation);
        return room;
    }

    /// <summary>Logs a person in, in a room with the bot that is there already.</summary>
    public static async Task LogInAsync(BotRoom room, SignalPerson person, CancellationToken cancellation = default)
    {
        var shown = await room.AskAsync("login signal", "Linked devices", cancellation);
        var linked = person.ScanAsync(await room.User.DownloadAsync(shown.Content.GetProperty("url").GetString()!, cancellation));
        await room.HearAsync("You are logged in", after: shown.EventId, cancellation);
        await linked.WaitAsync(Patience, cancellation);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var user in _users)
        {
            await user.DisposeAsync();
        }

        await Host.StopAsync();
        await _matrix.DisposeAsync();
        await Signal.DisposeAsync();
    }
}
