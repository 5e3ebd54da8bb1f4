using Bridges.Core;
using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Stage;
using Bridges.TestBeds.Processes;
using Bridges.TestBeds.Users;

namespace Bridges.Chaos.Tests.KillPoints;

/// <summary>One stage for all tests of a class: the servers go on, only the host dies and comes back.</summary>
public abstract class KillPointStage(StageDatabase database) : IAsyncLifetime
{
    private const string Switch = "BRIDGES_KILL_AT";
    private const string FileWait = "BRIDGES_MEDIA__WAIT_SECONDS";
    private const int KilledBySignal = 128 + (int)Signal.Kill;

    /// <summary>What was written is told of long before; else it lies with a homeserver that tells of it with the next.</summary>
    private static readonly TimeSpan BeforeNudge = TimeSpan.FromSeconds(10);

    private TelegramStage? _stage;
    private MatrixTestUser? _alice;
    private string _elsewhere = "";
    private Person? _aliceOnTelegram;
    private int _people;

    public TelegramStage Stage => _stage ?? throw new InvalidOperationException("The stage is not set.");

    public MatrixTestUser Alice => _alice ?? throw new InvalidOperationException("Alice has not arrived.");

    public Person AliceOnTelegram => _aliceOnTelegram ?? throw new InvalidOperationException("Alice has not arrived.");

    public async ValueTask InitializeAsync()
    {
        _stage = await TelegramStage.SetAsync(new StageOptions { Database = database });
        _alice = await _stage.RegisterAsync("alice");
        _aliceOnTelegram = _stage.Person("Alice");
        _elsewhere = (await _stage.LogInAsync(_alice, _aliceOnTelegram)).Id;
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
    public async Task ArmAsync(Checkpoint point, int times = 1, bool waitsForFiles = true)
    {
        await Stage.Host.StopAsync();
        if (!waitsForFiles)
        {
            Stage.Host.Environment[FileWait] = "0";
        }

        Stage.Host.Environment[Switch] = $"{point}:{times}";
        await Stage.Host.StartWithoutWaitingAsync();
        try
        {
            await Stage.Host.WaitUntilReadyAsync();
        }
        catch (InvalidOperationException) when (IsOfTransactions(point))
        {
            // Synapse tells only now of what the host had found in its room before, and the host dies of that.
            await WaitForDeathAtAsync(point);
        }
    }

    /// <summary>Starts the host, which has died, so that it will die at the same point again.</summary>
    public Task RiseToDieAgainAsync() => Stage.Host.StartWithoutWaitingAsync();

    /// <summary>Starts the host, which has died, and lets it live.</summary>
    public async Task ReviveAsync()
    {
        Stage.Host.Environment.Remove(Switch);
        Stage.Host.Environment.Remove(FileWait);
        await Stage.Host.StartAsync();
    }

    /// <summary>Starts the host where an earlier test has left it dead, or about to die.</summary>
    public async Task EnsureLifeAsync()
    {
        if (Stage.Host.Environment.ContainsKey(Switch))
        {
            await Stage.Host.KillAsync();
            await ReviveAsync();
        }
    }

    /// <summary>Returns when the host has died, and just there.</summary>
    public async Task WaitForDeathAtAsync(Checkpoint point)
    {
        using var patience = new CancellationTokenSource(TelegramStage.Patience);
        var death = Stage.Host.WaitForExitAsync(patience.Token);
        if (IsOfTransactions(point) && await Task.WhenAny(death, Task.Delay(BeforeNudge)) != death)
        {
            await Alice.SendAsync(_elsewhere, "test.nudge", new { });
        }

        try
        {
            Assert.Equal(KilledBySignal, await death);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{point} was never reached.");
        }

        Assert.Contains(Stage.Host.Output.Lines, line => line == $"{Switch}: killed at {point}");
    }

    /// <summary>Synapse keeps back what comes just as it ends a recovery. The host finds that by itself, but then no transaction passes.</summary>
    private static bool IsOfTransactions(Checkpoint point) =>
        point is Checkpoint.TransactionReceived or Checkpoint.TransactionJournaled or Checkpoint.TransactionAnswered;
}

/// <summary>On SQLite.</summary>
public sealed class SqliteKillPointStage() : KillPointStage(StageDatabase.Sqlite);

/// <summary>On PostgreSQL.</summary>
public sealed class PostgreSqlKillPointStage() : KillPointStage(StageDatabase.PostgreSql);
