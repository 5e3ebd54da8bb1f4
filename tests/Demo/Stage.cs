using Bridges.Telegram.Simulator;
using Bridges.Telegram.Simulator.World;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Users;

namespace Bridges.Demo;

/// <summary>Everything that runs: the servers, the bridge between them, and the people.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string AlicePassword = "wonderland";

    private readonly SimulatedTelegram _telegram;
    private readonly BridgedSynapse _matrix;

    private Stage(SimulatedTelegram telegram, BridgedSynapse matrix, MatrixTestUser alice)
    {
        _telegram = telegram;
        _matrix = matrix;
        Alice = alice;
        AliceOnTelegram = telegram.People.Add("Alice", phone: "+9996612222");
        Bob = telegram.People.Add("Bob", phone: "+9996613333", username: "bob");
        AliceOnTelegram.AddContact(Bob);
        Chat = AliceOnTelegram.ChatWith(Bob);
    }

    /// <summary>The simulated data centre.</summary>
    public SimulatedTelegram Telegram => _telegram;

    /// <summary>Where Matrix clients connect.</summary>
    public Uri Homeserver => _matrix.Synapse.Url;

    /// <summary>The bridge's bot.</summary>
    public string Bot => _matrix.BotUserId;

    /// <summary>What the servers have logged last.</summary>
    public string Logs => $"The bridge's log:\n{_matrix.Host.Output.Tail(40)}\n\nSynapse's log:\n{_matrix.Synapse.LogTail(20)}\n";

    /// <summary>Alice as Matrix knows her.</summary>
    public MatrixTestUser Alice { get; }

    /// <summary>The same Alice as Telegram knows her.</summary>
    public Person AliceOnTelegram { get; }

    /// <summary>Her contact, who is on Telegram only.</summary>
    public Person Bob { get; }

    /// <summary>Their chat on Telegram.</summary>
    public Chat Chat { get; }

    public static async Task<Stage> SetAsync(Transcript transcript, CancellationToken cancellation)
    {
        var telegram = await SimulatedTelegram.StartAsync(cancellationToken: cancellation);
        var library = await transcript.StepAsync(
            "simulated Telegram data centre, and a copy of Telegram's library that trusts it",
            () => telegram.PatchLibraryAsync(cancellationToken: cancellation));
        var matrix = await transcript.StepAsync(
            "Synapse and the bridge",
            () => BridgedSynapse.StartAsync(homeserver => Options(homeserver, telegram, library), cancellation));
        var alice = await transcript.StepAsync(
            "Alice registers on the homeserver",
            () => matrix.Synapse.RegisterUserAsync("alice", AlicePassword, cancellation));
        return new Stage(telegram, matrix, alice);
    }

    public async ValueTask DisposeAsync()
    {
        await Alice.DisposeAsync();
        await _matrix.Host.StopAsync();
        await _matrix.DisposeAsync();
        await _telegram.DisposeAsync();
    }

    private static BridgesHostOptions Options(Uri homeserver, SimulatedTelegram telegram, string library) => new()
    {
        HomeserverUrl = homeserver,
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
