using Bridges.Signal.Simulator;
using Bridges.Telegram.Simulator;
using Bridges.TestBeds;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Synapse;
using Bridges.WhatsApp.Bed;

namespace Bridges.Family.Tests.Stage;

/// <summary>One homeserver, one bridge, three simulated networks.</summary>
internal sealed class FamilyStage : IAsyncDisposable
{
    /// <summary>How long to wait for what takes a moment, on a machine that has much else to do.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Of WhatsApp's and of Signal's engine.</summary>
    public const int MemoryLimitMb = 384;

    private readonly BridgedSynapse _matrix;
    private readonly TempFolder _folder;

    private FamilyStage(SimulatedTelegram telegram, SimulatedWhatsApp whatsApp, SimulatedSignal signal, BridgedSynapse matrix, TempFolder folder) =>
        (Telegram, WhatsApp, Signal, _matrix, _folder) = (telegram, whatsApp, signal, matrix, folder);

    public SimulatedTelegram Telegram { get; }

    public SimulatedWhatsApp WhatsApp { get; }

    public SimulatedSignal Signal { get; }

    public SynapseServer Synapse => _matrix.Synapse;

    public BridgesHost Host => _matrix.Host;

    public string Bot => _matrix.BotUserId;

    /// <summary>What the servers have logged last.</summary>
    public string Logs => $"The bridge's log:\n{Host.Output.Tail(80)}\n\nSynapse's log:\n{Synapse.LogTail(20)}\n";

    public static async Task<FamilyStage> SetAsync(CancellationToken cancellation)
    {
        var parts = new Stack<IAsyncDisposable>();
        var folder = TempFolder.Create("family");
        try
        {
            var telegram = await SimulatedTelegram.StartAsync(cancellationToken: cancellation);
            parts.Push(telegram);
            var whatsApp = await SimulatedWhatsApp.StartAsync(cancellation);
            parts.Push(whatsApp);
            var signal = await SimulatedSignal.StartAsync(cancellation);
            parts.Push(signal);
            var library = await telegram.PatchLibraryAsync(cancellationToken: cancellation);
            var matrix = await BridgedSynapse.StartAsync(
                homeserver => new BridgesHostOptions
                {
                    HomeserverUrl = homeserver,
                    StartTimeout = TimeSpan.FromMinutes(2),
                    Environment = whatsApp.Environment,
                    ExtraConfiguration = Networks(telegram, library, signal, DebuggableNode.Make(folder)),
                },
                homeserverOptions: null,
                cancellation);
            return new FamilyStage(telegram, whatsApp, signal, matrix, folder);
        }
        catch
        {
            foreach (var part in parts)
            {
                await part.DisposeAsync();
            }

            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync();
        await _matrix.DisposeAsync();
        await Signal.DisposeAsync();
        await WhatsApp.DisposeAsync();
        await Telegram.DisposeAsync();
        _folder.Dispose();
    }

    private static string Networks(SimulatedTelegram telegram, string library, SimulatedSignal signal, string node) =>
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
            node_path: "{node}"
            memory_limit_mb: {MemoryLimitMb}
          signal:
            service_file: "{signal.ServiceFile}"
            node_path: "{node}"
            memory_limit_mb: {MemoryLimitMb}
        """;
}
