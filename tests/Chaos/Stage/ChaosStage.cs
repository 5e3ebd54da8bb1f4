using Bridges.Chaos.Tests.Databases;
using Bridges.Telegram.Simulator;
using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Stage;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Synapse;
using Bridges.TestBeds.Users;

namespace Bridges.Chaos.Tests.Stage;

/// <summary>Everything real but Telegram's servers: Synapse, the published host with TDLib, Alice on both sides, logged in.</summary>
internal sealed class ChaosStage : IAsyncDisposable
{
    /// <summary>Machines that run tests are busy.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TelegramStage _stage;

    private ChaosStage(TelegramStage stage, MatrixTestUser alice)
    {
        _stage = stage;
        Alice = alice;
        AliceOnTelegram = stage.Person("Alice");
    }

    public SimulatedTelegram Telegram => _stage.Telegram;

    public SynapseServer Synapse => _stage.Synapse;

    public BridgesHost Host => _stage.Host;

    public MatrixTestUser Alice { get; }

    public Person AliceOnTelegram { get; }

    public string Bot => _stage.Bot;

    /// <summary>What the servers have logged last, without TDLib's remarks about what the simulated data centre lacks.</summary>
    public string Logs =>
        $"The bridge's log:\n{string.Join('\n', Host.Output.Lines.Where(line => !line.Contains("Engine telegram:", StringComparison.Ordinal)).TakeLast(100))}\n\n"
        + $"Synapse's log:\n{Synapse.LogTail(20)}\n";

    public static async Task<ChaosStage> SetAsync(IChaosDatabase database)
    {
        var stage = await TelegramStage.SetAsync(new StageOptions { DatabaseAddress = database.Setting, StartTimeout = Patience });
        return new ChaosStage(stage, await stage.RegisterAsync("alice"));
    }

    public Task LogInAsync() => _stage.LogInAsync(Alice, AliceOnTelegram);

    public Person NewPerson(string name) => _stage.Person(name);

    public string GhostOf(Person person) => _stage.GhostOf(person);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();
}
