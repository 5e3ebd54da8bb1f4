using System.Collections.Concurrent;
using Bridges.Telegram.Simulator;
using Bridges.Telegram.Simulator.World;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Synapse;
using Bridges.TestBeds.Users;

namespace Bridges.Telegram.Stage;

/// <summary>Everything that runs: the homeserver, the bridge, the simulated Telegram, and the people on both sides.</summary>
public sealed class TelegramStage : IAsyncDisposable
{
    /// <summary>How long to wait for what takes a moment: longer than the bridge waits for a network (two minutes) before it looks for itself what became of a message.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Everybody's password on Matrix.</summary>
    public const string Password = "wonderland";

    private readonly BridgedSynapse _matrix;
    private readonly ConcurrentBag<MatrixTestUser> _users = [];
    private int _phones;

    private TelegramStage(SimulatedTelegram telegram, BridgedSynapse matrix)
    {
        Telegram = telegram;
        _matrix = matrix;
    }

    /// <summary>The simulated data centre.</summary>
    public SimulatedTelegram Telegram { get; }

    /// <summary>The homeserver.</summary>
    public SynapseServer Synapse => _matrix.Synapse;

    /// <summary>The product.</summary>
    public BridgesHost Host => _matrix.Host;

    /// <summary>The bridge's bot.</summary>
    public string Bot => _matrix.BotUserId;

    /// <summary>What the servers have logged last.</summary>
    public string Logs => $"The bridge's log:\n{Host.Output.Tail(60)}\n\nSynapse's log:\n{Synapse.LogTail(20)}\n";

    /// <summary>Starts everything; returns when all is ready and nobody is there yet.</summary>
    public static async Task<TelegramStage> SetAsync(StageOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new StageOptions();
        var telegram = await SimulatedTelegram.StartAsync(cancellationToken: cancellation);
        try
        {
            var library = await telegram.PatchLibraryAsync(cancellationToken: cancellation);
            var database = options.DatabaseAddress ?? await StageConfiguration.DatabaseAsync(options.Database, cancellation);
            var matrix = await BridgedSynapse.StartAsync(
                homeserver => new BridgesHostOptions
                {
                    HomeserverUrl = homeserver,
                    Database = database,
                    StartTimeout = options.StartTimeout,
                    Permissions = options.Permissions,
                    ExtraConfiguration = StageConfiguration.Sections(options, telegram, library),
                },
                options.Synapse,
                cancellation);
            return new TelegramStage(telegram, matrix);
        }
        catch
        {
            await telegram.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an account on the homeserver and follows what happens in its rooms.</summary>
    public async Task<MatrixTestUser> RegisterAsync(string name, CancellationToken cancellation = default)
    {
        var user = await Synapse.RegisterUserAsync(name, Password, cancellation);
        _users.Add(user);
        return user;
    }

    /// <summary>Makes a person on Telegram with a phone number of their own.</summary>
    public Person Person(string name, string username = "") =>
        Telegram.People.Add(name, $"+99966{Interlocked.Increment(ref _phones):00000}", username);

    /// <summary>The user id of a person's ghost.</summary>
    public string GhostOf(Person person) => Synapse.UserId($"_bridges_telegram_{person.Id}");

    /// <summary>
    /// Opens a room with the bot and logs a person in through it by phone number and code. Returns when what happens on Telegram
    /// from then on is told to the bridge at once.
    /// </summary>
    public async Task<ManagementRoom> LogInAsync(MatrixTestUser user, Person person, CancellationToken cancellation = default)
    {
        var room = await OpenManagementRoomAsync(user, cancellation);
        await LogInAsync(room, person, cancellation);
        return room;
    }

    /// <summary>Logs a person in by phone number and code in a room with the bot that is there already.</summary>
    public async Task LogInAsync(ManagementRoom room, Person person, CancellationToken cancellation = default)
    {
        // Whoever logs in once more follows the news by another client than before.
        var before = FollowingsOf(person);
        await room.AskAsync("login telegram phone", expected: "Send the phone number", cancellation);
        await room.AskAsync($"+{person.Phone}", expected: "Send the code", cancellation);
        await room.AskAsync("12345", expected: "You are logged in", cancellation);
        await (before == 0
            ? Telegram.WaitForClientAsync(person, Patience, cancellation)
            : Telegram.WaitUntilAsync(() => FollowingsOf(person) > before, Patience, cancellation));
    }

    /// <summary>Opens a room with the bot.</summary>
    public async Task<ManagementRoom> OpenManagementRoomAsync(MatrixTestUser user, CancellationToken cancellation = default)
    {
        var room = await user.CreateDirectRoomAsync(Bot, cancellation);
        await user.WaitForJoinAsync(room, Bot, Patience, cancellation);
        return new ManagementRoom(user, room, Bot);
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
        await Telegram.DisposeAsync();
    }

    /// <summary>How often a client of a person's asked from where on it is to be told the news.</summary>
    private int FollowingsOf(Person person) => Telegram.Calls.Count(call => call.Caller == person && call.Method == "updates.getState");
}
