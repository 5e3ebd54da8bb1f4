using System.Security.Cryptography;
using Bridges.Telegram.Simulator.Control;
using Bridges.Telegram.Simulator.Control.Http;
using Bridges.Telegram.Simulator.Faults;
using Bridges.Telegram.Simulator.Library;
using Bridges.Telegram.Simulator.Logins;
using Bridges.Telegram.Simulator.Methods;
using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.Transport;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator;

/// <summary>
/// A Telegram data centre on loopback. Real clients (TDLib, patched by <see cref="PatchLibraryAsync"/>) reach it as an MTProto proxy;
/// tests people it, act as its people, and read what the server holds.
/// </summary>
public sealed class SimulatedTelegram : IAsyncDisposable
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    private readonly SimulatedTelegramOptions options;
    private readonly byte[] secret = RandomNumberGenerator.GetBytes(16);
    private readonly CallJournal journal = new();
    private readonly Listener listener;
    private readonly WorldState world;
    private ControlServer? control;

    private SimulatedTelegram(SimulatedTelegramOptions options)
    {
        this.options = options;
        listener = new Listener(options.Port, secret, options.Log);
        var messageIds = new MessageIds(options.Clock);
        var sessions = new SessionDirectory(messageIds);
        var keys = new AuthorizationKeys();
        Faults = new FaultPlan(listener);
        world = new WorldState(options.Clock, sessions, Faults);
        Logins = new LoginDesk(world, keys, options.LoginCode);
        var calls = new CallRunner(world, MethodTable.For(world, keys, Logins), Faults, journal, options.Log);
        var reader = new MessageReader(new ServiceMessages(new TemporaryKeyBinding(keys), keys, options.Clock), calls);
        var serverKey = SimulatorCache.LoadOrCreateKey(options.CacheDirectory);
        var server = new ConnectionServer(serverKey, keys, sessions, messageIds, reader, options.Clock, options.Log);
        listener.Start(server.ServeAsync);
    }

    /// <summary>Where clients connect, on 127.0.0.1, as to an MTProto proxy.</summary>
    public int Port => listener.Port;

    /// <summary>The proxy secret, hexadecimal; put "dd" before it for the padded transport.</summary>
    public string ProxySecret => Convert.ToHexStringLower(secret);

    /// <summary>Where the HTTP control interface is; null unless the options ask for one.</summary>
    public Uri? ControlAddress => control?.Address;

    /// <summary>Who exists.</summary>
    public PeopleDirectory People => world.People;

    /// <summary>The groups, supergroups and channels; private chats come from <see cref="Person.ChatWith"/>.</summary>
    public ChatDirectory Chats => world.Chats;

    /// <summary>Sticker sets and custom emoji.</summary>
    public StickerDirectory Stickers => world.Stickers;

    /// <summary>The files of messages.</summary>
    public FileStore Files => world.Files;

    /// <summary>Codes, QR scans, active sessions.</summary>
    public LoginDesk Logins { get; }

    /// <summary>What goes wrong on purpose.</summary>
    public FaultPlan Faults { get; }

    /// <summary>Every call of every client, in the order of answering.</summary>
    public IReadOnlyList<RecordedCall> Calls => journal.Snapshot();

    /// <summary>How many connections were ever opened.</summary>
    public int AcceptedConnections => listener.Accepted;

    /// <summary>Starts a data centre with nobody in it.</summary>
    public static async Task<SimulatedTelegram> StartAsync(SimulatedTelegramOptions? options = null, CancellationToken cancellationToken = default)
    {
        var telegram = new SimulatedTelegram(options ?? new SimulatedTelegramOptions());
        if (telegram.options.ControlPort is { } port)
        {
            telegram.control = await ControlServer.StartAsync(telegram, port, cancellationToken);
        }

        return telegram;
    }

    /// <summary>Path of a TDLib library that trusts this data centre; see <see cref="PatchedTdlib"/>.</summary>
    /// <param name="source">The original library. Default when null: <see cref="PatchedTdlib.FindSource"/>.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    public Task<string> PatchLibraryAsync(string? source = null, CancellationToken cancellationToken = default) =>
        PatchedTdlib.CreateAsync(source, options.CacheDirectory, cancellationToken);

    /// <summary>The first message of a chat that fits, present or to come.</summary>
    /// <param name="chat">Where to look.</param>
    /// <param name="predicate">What fits.</param>
    /// <param name="timeout">How long to wait. Default: 15 seconds.</param>
    /// <param name="cancellationToken">Gives up earlier.</param>
    /// <exception cref="TimeoutException">None came.</exception>
    public Task<Message> WaitForMessageAsync(
        Chat chat,
        Func<Message, bool> predicate,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default) =>
        WaitForAsync(() => chat.AllMessages.FirstOrDefault(predicate), timeout, cancellationToken);

    /// <summary>The first call of a method, made or to come.</summary>
    public Task<RecordedCall> WaitForCallAsync(string method, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        WaitForAsync(() => journal.Find(call => call.Method == method), timeout, cancellationToken);

    /// <summary>
    /// Waits until a client that has just logged in as a person follows the news. What happens earlier reaches it as history only,
    /// as with the real server.
    /// </summary>
    public Task WaitForClientAsync(Person person, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        WaitForAsync(() => journal.Find(call => call.Caller == person && call.Method == "updates.getState"), timeout, cancellationToken);

    /// <summary>The first value that is not null; the probe runs now and after each change.</summary>
    public Task<T> WaitForAsync<T>(Func<T?> probe, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where T : class =>
        world.WaitForAsync(probe, timeout ?? DefaultTimeout, cancellationToken);

    /// <summary>Waits until a condition is true.</summary>
    public Task WaitUntilAsync(Func<bool> condition, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        WaitForAsync(() => condition() ? this : null, timeout, cancellationToken);

    /// <summary>Tells a person's clients that they have missed something, which makes them ask for the difference.</summary>
    public void AnnounceMissedUpdates(Person person) => world.Change(() =>
    {
        world.Publisher.PushTooLong(person);
        return true;
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (control is not null)
        {
            await control.DisposeAsync();
        }

        await listener.DisposeAsync();
        world.Files.Dispose();
    }
}
