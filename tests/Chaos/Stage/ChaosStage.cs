using Bridges.Telegram.Simulator;
using Bridges.Telegram.Simulator.World;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Users;

namespace Bridges.Chaos.Tests.Stage;

/// <summary>Everything real but Telegram's servers: Synapse, the published host with TDLib, Alice on both sides, logged in.</summary>
internal sealed class ChaosStage : IAsyncDisposable
{
    /// <summary>Machines that run tests are busy.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly BridgedSynapse _matrix;

    private ChaosStage(SimulatedTelegram telegram, BridgedSynapse matrix, MatrixTestUser alice)
    {
        Telegram = telegram;
        _matrix = matrix;
        Alice = alice;
        AliceOnTelegram = telegram.People.Add("Alice", phone: "+9996612222");
    }

    public SimulatedTelegram Telegram { get; }

    public TestBeds.Synapse.SynapseServer Synapse => _matrix.Synapse;

    public BridgesHost Host => _matrix.Host;

    public MatrixTestUser Alice { get; }

    public Person AliceOnTelegram { get; }

    public string Bot => _matrix.BotUserId;

    /// <summary>What the servers have logged last, without TDLib's remarks about what the simulated data centre lacks.</summary>
    public string Logs =>
        $"The bridge's log:\n{string.Join('\n', Host.Output.Lines.Where(line => !line.Contains("Engine telegram:", StringComparison.Ordinal)).TakeLast(100))}\n\n"
        + $"Synapse's log:\n{Synapse.LogTail(20)}\n";

    /// <param name="database">As in the host's configuration.</param>
    public static async Task<ChaosStage> SetAsync(string database, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var telegram = await SimulatedTelegram.StartAsync();
        try
        {
            var library = await telegram.PatchLibraryAsync();
            var matrix = await BridgedSynapse.StartAsync(homeserver => Options(homeserver, telegram, library) with
            {
                Database = database,
                Environment = environment ?? new Dictionary<string, string?>(),
            });
            return new ChaosStage(telegram, matrix, await matrix.Synapse.RegisterUserAsync("alice", "wonderland"));
        }
        catch
        {
            await telegram.DisposeAsync();
            throw;
        }
    }

    public async Task LogInAsync()
    {
        var room = await Alice.CreateDirectRoomAsync(Bot);
        await Alice.WaitForJoinAsync(room, Bot, Patience);
        await TellBotAsync(room, "login telegram phone", expected: "Send the phone number");
        await TellBotAsync(room, $"+{AliceOnTelegram.Phone}", expected: "Send the code");
        await TellBotAsync(room, "12345", expected: "You are logged in");
        await Telegram.WaitForClientAsync(AliceOnTelegram, Patience);
    }

    public string GhostOf(Person person) => Synapse.UserId($"_bridges_telegram_{person.Id}");

    public async ValueTask DisposeAsync()
    {
        await Alice.DisposeAsync();
        await _matrix.DisposeAsync();
        await Telegram.DisposeAsync();
    }

    private async Task TellBotAsync(string room, string text, string expected)
    {
        await Alice.SendTextAsync(room, text);
        await Alice.WaitForMessageAsync(
            room, seen => seen.Sender == Bot && seen.Body?.Contains(expected, StringComparison.OrdinalIgnoreCase) == true, Patience);
    }

    private static BridgesHostOptions Options(Uri homeserver, SimulatedTelegram telegram, string library) => new()
    {
        HomeserverUrl = homeserver,
        StartTimeout = Patience,
        ExtraConfiguration =
            $"""
            networks:
              telegram:
                api_id: 12345
                api_hash: "0123456789abcdef0123456789abcdef"
                tdlib_path: "{library}"
                proxy:
                  type: mtproto
                  server: "127.0.0.1"
                  port: {telegram.Port}
                  secret: "{telegram.ProxySecret}"
            """,
    };
}
