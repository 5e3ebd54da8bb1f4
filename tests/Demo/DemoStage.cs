using Bridges.Signal.Simulator;
using Bridges.Telegram.Simulator;
using Bridges.Telegram.Stage;
using Bridges.TestBeds;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Synapse;
using Bridges.TestBeds.Users;
using Bridges.WhatsApp.Bed;

namespace Bridges.Demo;

/// <summary>One homeserver, one bridge, three simulated networks, and Alice, who is on all of them.</summary>
internal sealed class DemoStage : IAsyncDisposable
{
    /// <summary>How long to wait for what takes a moment: longer than the bridge waits for a network (two minutes) before it looks for itself what became of a message.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly BridgedSynapse _matrix;

    private DemoStage(SimulatedTelegram telegram, SimulatedWhatsApp whatsApp, SimulatedSignal signal, BridgedSynapse matrix, MatrixTestUser alice, ManagementRoom bot) =>
        (Telegram, WhatsApp, Signal, _matrix, Alice, BotRoom) = (telegram, whatsApp, signal, matrix, alice, bot);

    public SimulatedTelegram Telegram { get; }

    public SimulatedWhatsApp WhatsApp { get; }

    public SimulatedSignal Signal { get; }

    public SynapseServer Synapse => _matrix.Synapse;

    /// <summary>The product.</summary>
    public BridgesHost Host => _matrix.Host;

    public string Bot => _matrix.BotUserId;

    /// <summary>Alice as Matrix knows her.</summary>
    public MatrixTestUser Alice { get; }

    /// <summary>Where she talks with the bot.</summary>
    public ManagementRoom BotRoom { get; }

    /// <summary>What the servers have logged last.</summary>
    public string Logs => $"The bridge's log:\n{_matrix.Host.Output.Tail(60)}\n\nSynapse's log:\n{Synapse.LogTail(20)}\n";

    public static async Task<DemoStage> SetAsync(Transcript transcript, CancellationToken cancellation)
    {
        var parts = new Stack<IAsyncDisposable>();
        try
        {
            var telegram = await transcript.StepAsync("a simulated Telegram data centre", () => SimulatedTelegram.StartAsync(cancellationToken: cancellation));
            parts.Push(telegram);
            var whatsApp = await transcript.StepAsync("a simulated WhatsApp", () => SimulatedWhatsApp.StartAsync(cancellation));
            parts.Push(whatsApp);
            var signal = await transcript.StepAsync("a simulated Signal", () => SimulatedSignal.StartAsync(cancellation));
            parts.Push(signal);
            var library = await telegram.PatchLibraryAsync(cancellationToken: cancellation);
            var matrix = await transcript.StepAsync("Synapse, and the bridge with all three networks", () => BridgedSynapse.StartAsync(
                homeserver => new BridgesHostOptions
                {
                    HomeserverUrl = homeserver,
                    StartTimeout = TimeSpan.FromMinutes(2),
                    Environment = whatsApp.Environment,
                    ExtraConfiguration = Networks(telegram, library, signal),
                },
                homeserverOptions: null,
                cancellation));
            parts.Push(matrix);
            var alice = await matrix.Synapse.RegisterUserAsync("alice", TelegramStage.Password, cancellation);
            parts.Push(alice);
            var room = await alice.CreateDirectRoomAsync(matrix.BotUserId, cancellation);
            await alice.WaitForJoinAsync(room, matrix.BotUserId, Patience, cancellation);
            return new DemoStage(telegram, whatsApp, signal, matrix, alice, new ManagementRoom(alice, room, matrix.BotUserId));
        }
        catch
        {
            foreach (var part in parts)
            {
                await part.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>The first event that Alice sees, seen already or still to come, that fits.</summary>
    public Task<MatrixEvent> SeeAsync(Func<MatrixEvent, bool> fits, CancellationToken cancellation) =>
        Alice.WaitForEventAsync(seen => seen.Kind == EventKind.Timeline && fits(seen), Patience, cancellation);

    public async ValueTask DisposeAsync()
    {
        await Alice.DisposeAsync();
        await _matrix.Host.StopAsync();
        await _matrix.DisposeAsync();
        await Signal.DisposeAsync();
        await WhatsApp.DisposeAsync();
        await Telegram.DisposeAsync();
    }

    private static string Networks(SimulatedTelegram telegram, string library, SimulatedSignal signal) =>
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
          whatsapp:
            node_path: "{InstalledParts.Node}"
          signal:
            service_file: "{signal.ServiceFile}"
            node_path: "{SimulatedSignal.NodePath}"
        """;
}
