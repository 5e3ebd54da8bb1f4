using Bridges.Abstractions;
using Bridges.ModuleKit;
using Bridges.ModuleKit.Compliance;
using Bridges.TestBeds;
using Bridges.TestBeds.Processes;
using Bridges.WhatsApp.Bed;
using Bridges.WhatsApp.Diagnosis;
using Bridges.WhatsApp.Engines;
using Bridges.WhatsApp.Login;

namespace Bridges.WhatsApp.Tests.Beds;

/// <summary>The module with its real engine on the simulated network: Me is linked, Alice is a contact.</summary>
internal sealed class WhatsAppBed : ComplianceBed
{
    private readonly TempFolder _folder = TempFolder.Create("whatsapp-module");
    private readonly List<ILogin> _logins = [];
    private StoredAccount? _stored;
    private RecordingHost? _host;

    private WhatsAppBed(SimulatedWhatsApp network, WhatsAppPerson me, WhatsAppPerson alice)
    {
        Simulation = network;
        Me = me;
        Alice = alice;
    }

    public SimulatedWhatsApp Simulation { get; }

    public WhatsAppPerson Me { get; }

    public WhatsAppPerson Alice { get; }

    public WhatsAppOptions Options { get; } = new() { NodePath = InstalledParts.Node };

    /// <summary>The longest that the engine waits before it tries to connect again; null: as the simulation has it.</summary>
    public TimeSpan? LongestWait { get; set; }

    /// <summary>How often the engine does what is to be done once a day; null: once a day.</summary>
    public TimeSpan? Daily { get; set; }

    public WhatsAppNetwork Network { get; private set; } = null!;

    public AccountId Account => new(Me.Lid);

    public override ChatKey Chat => ChatWith(Alice);

    public ChatKey ChatWith(WhatsAppPerson person) => RemoteIds.Chat(person.Lid, Account);

    /// <param name="prepare">What the network holds before the account is linked.</param>
    public static async Task<WhatsAppBed> StartAsync(Func<WhatsAppBed, Task>? prepare = null)
    {
        var network = await SimulatedWhatsApp.StartAsync(Cancellation);
        var bed = new WhatsAppBed(network, await network.PersonAsync("Me"), await network.PersonAsync("Alice"));
        if (prepare is not null)
        {
            await prepare(bed);
        }

        bed.Network = bed.CreateNetwork();
        await bed.Network.StartAsync(Cancellation);
        return bed;
    }

    /// <summary>Links the account as a user does, by QR code.</summary>
    public async Task<StoredAccount> LinkAsync()
    {
        // A login that is given up before an account is made of it is undone.
        var login = Network.CreateLogin(LoginFlows.Qr);
        _logins.Add(login);
        var shown = Assert.IsType<LoginStep.Display>(await login.StartAsync(Cancellation));
        await Simulation.DoAsync("scan", new { number = Me.Number, code = shown.QrText });
        _stored = (await NextAsync<LoginStep.Complete>(login)).Account;
        return _stored;
    }

    /// <summary>The first step of a kind; others may be shown before.</summary>
    public static async Task<T> NextAsync<T>(ILogin login)
        where T : LoginStep
    {
        while (true)
        {
            if (await login.WaitAsync(Cancellation).WaitAsync(SimulatedWhatsApp.Patience, Cancellation) is T step)
            {
                return step;
            }
        }
    }

    public async Task<WhatsAppAccountUnderTest> ConnectedAsync()
    {
        var host = new RecordingHost();
        return new WhatsAppAccountUnderTest((Accounts.WhatsAppAccount)await OpenAsync(host), host);
    }

    /// <summary>Says something to the account; the answer is the message's id.</summary>
    public async Task<RemoteMessageId> SayAsync(WhatsAppPerson from, string text, string? group = null) =>
        await SendAsync(from, new { conversation = text }, group);

    public async Task<RemoteMessageId> SendAsync(WhatsAppPerson from, object message, string? group = null) =>
        new((await Simulation.DoAsync("send", new { from = from.Number, to = group ?? Me.Number, message })).GetProperty("id").GetString()!);

    public override async Task FriendSaysAsync(string text) => await SayAsync(Alice, text);

    public override async Task<IReadOnlyList<string>> FriendHasReadAsync() => [.. InboxTexts.Of(await Simulation.InboxAsync(Alice))];

    public override ILogin NewLogin() => Network.CreateLogin(LoginFlows.Code);

    public IReadOnlyList<string> AccountFolders => Directory.GetDirectories(_folder.Combine("data", "accounts"));

    /// <summary>What the host keeps of the account, with what it saved last.</summary>
    public StoredAccount Stored => _host?.Secret is { } secret ? _stored! with { Secret = secret } : _stored!;

    /// <summary>The next account that is opened is linked anew.</summary>
    public void ForgetLogin() => (_stored, _host) = (null, null);

    /// <summary>Another module with another engine, on the same files.</summary>
    /// <param name="ahead">How far the engine's clock is ahead from now on.</param>
    public async Task RestartAsync(TimeSpan ahead = default)
    {
        await Network.DisposeAsync();
        Network = CreateNetwork(ahead);
        await Network.StartAsync(Cancellation);
    }

    /// <summary>Kills the engine as a fault of the library would.</summary>
    public void KillEngine()
    {
        using var process = System.Diagnostics.Process.GetProcessById(Network.EngineStatus.ProcessId!.Value);
        process.Kill();
    }

    /// <summary>Ends the engine as whoever ends the host ends all of its processes.</summary>
    public async Task InterruptEngineAsync()
    {
        foreach (var signal in new[] { "INT", "TERM" })
        {
            await ChildProcess.RunAsync(new ProgramToRun("kill", [$"-{signal}", $"{Network.EngineStatus.ProcessId}"]));
        }
    }

    protected override async Task<IAccount> ConnectAsync(RecordingHost host)
    {
        _stored = _stored is null ? await LinkAsync() : Stored;
        _host = host;
        var account = Network.CreateAccount(_stored, host);
        await account.StartAsync(Cancellation);
        await host.ConnectedAsync();
        return account;
    }

    protected override async Task EndAsync()
    {
        foreach (var login in _logins)
        {
            await login.DisposeAsync();
        }

        await Network.DisposeAsync();
        await Simulation.DisposeAsync();
        _folder.Dispose();
    }

    private WhatsAppNetwork CreateNetwork(TimeSpan ahead = default)
    {
        var host = new ModuleHost(_folder.Path);
        var link = Path.Combine(host.ModuleDirectory, "engine");
        Directory.Delete(link);
        Directory.CreateSymbolicLink(link, RepositoryRoot.Combine("bridges", "WhatsApp", "engine"));
        var environment = new Dictionary<string, string?>(Simulation.Environment, StringComparer.Ordinal) { ["WHATSAPP_CLOCK_AHEAD_MS"] = $"{(long)ahead.TotalMilliseconds}" };
        if (LongestWait is { } wait)
        {
            environment["WHATSAPP_LONGEST_WAIT_MS"] = $"{(long)wait.TotalMilliseconds}";
        }

        if (Options.Proxy is not null)
        {
            environment["WHATSAPP_SERVER"] = Simulation.SecureServer;
        }

        if (Daily is { } daily)
        {
            environment["WHATSAPP_DAILY_MS"] = $"{(long)daily.TotalMilliseconds}";
        }

        var engine = new WhatsAppEngineOptions(Options, host) { ExtraEnvironment = environment };
        return new WhatsAppNetwork(Options, host, engine, new InstallationCheck(engine));
    }
}
