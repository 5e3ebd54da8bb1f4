using Bridges.Core;
using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Stage;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Users;

namespace Bridges.Chaos.Tests.KillPoints;

/// <summary>One stage for all tests of a class: the servers go on, only the host dies and comes back.</summary>
public abstract class KillPointStage(StageDatabase database) : IAsyncLifetime
{
    private const string FileWait = "BRIDGES_MEDIA__WAIT_SECONDS";

    private TelegramStage? _stage;
    private DeathAtCheckpoint? _death;
    private MatrixTestUser? _alice;
    private Person? _aliceOnTelegram;
    private int _people;

    public TelegramStage Stage => _stage ?? throw new InvalidOperationException("The stage is not set.");

    public MatrixTestUser Alice => _alice ?? throw new InvalidOperationException("Alice has not arrived.");

    public Person AliceOnTelegram => _aliceOnTelegram ?? throw new InvalidOperationException("Alice has not arrived.");

    public DeathAtCheckpoint Death => _death ?? throw new InvalidOperationException("The stage is not set.");

    public async ValueTask InitializeAsync()
    {
        _stage = await TelegramStage.SetAsync(new StageOptions { Database = database });
        _alice = await _stage.RegisterAsync("alice");
        _aliceOnTelegram = _stage.Person("Alice");
        var elsewhere = (await _stage.LogInAsync(_alice, _aliceOnTelegram)).Id;
        _death = new DeathAtCheckpoint(_stage.Host, () => _alice.SendAsync(elsewhere, "test.nudge", new { }), TelegramStage.Patience);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _stage?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    /// <summary>Somebody of a name that nobody else has.</summary>
    public Person NewPerson(string name) => Stage.Person($"{name} {Interlocked.Increment(ref _people)}");

    /// <summary>Starts the host so that it will die at a point, when that is passed for the n-th time.</summary>
    /// <param name="waitsForFiles">Whether chats wait for files.</param>
    public Task ArmAsync(Checkpoint point, int times = 1, bool waitsForFiles = true)
    {
        Stage.Host.Environment.Remove(FileWait);
        if (!waitsForFiles)
        {
            Stage.Host.Environment[FileWait] = "0";
        }

        return Death.ArmAsync(point, times);
    }

    /// <summary>Starts the host, which has died, and lets it live.</summary>
    public Task ReviveAsync()
    {
        Stage.Host.Environment.Remove(FileWait);
        return Death.ReviveAsync();
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteKillPointStage() : KillPointStage(StageDatabase.Sqlite);

/// <summary>On PostgreSQL.</summary>
public sealed class PostgreSqlKillPointStage() : KillPointStage(StageDatabase.PostgreSql);
