using Bridges.Abstractions;
using Bridges.Signal.Accounts;
using Bridges.Signal.Options;
using Bridges.Signal.Simulator;
using Bridges.TestBeds;
using Bridges.TestBeds.Processes;

[assembly: AssemblyFixture(typeof(Bridges.Signal.Tests.Beds.SharedSignal))]

namespace Bridges.Signal.Tests.Beds;

/// <summary>The one simulated Signal of all tests that leave the service itself in peace; each brings people of its own.</summary>
public sealed class SharedSignal : IAsyncLifetime
{
    private SimulatedSignal? _signal;

    public SimulatedSignal Signal => _signal ?? throw new InvalidOperationException("The simulation is not started.");

    public async ValueTask InitializeAsync() => _signal = await SimulatedSignal.StartAsync();

    public ValueTask DisposeAsync() => _signal?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>The module with its real engine, and Alice, who is linked, with her friends Bob and Carol.</summary>
internal sealed class SignalBed : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TempFolder _folder = TempFolder.Create("signal-module");
    private readonly INetwork _network;
    private readonly List<SignalAccount> _accounts = [];

    private SignalBed(SimulatedSignal signal, Action<SignalOptions>? configure)
    {
        Signal = signal;
        var options = new SignalOptions { ServiceFile = signal.ServiceFile, NodePath = SimulatedSignal.NodePath };
        configure?.Invoke(options);
        Host = new SignalHost(_folder.Path);
        _network = new SignalModule().Create(Host, options);
    }

    public SimulatedSignal Signal { get; }

    public SignalHost Host { get; }

    public INetwork Network => _network;

    public SignalPerson Alice { get; private set; } = null!;

    public SignalPerson Bob { get; private set; } = null!;

    public SignalPerson Carol { get; private set; } = null!;

    public SignalAccount Account { get; private set; } = null!;

    public RecordingHost Told { get; private set; } = null!;

    public StoredAccount Stored { get; private set; } = null!;

    /// <summary>The direct chat with Bob.</summary>
    public ChatKey Chat => new(new RemoteChatId(Bob.Id), Account.Id);

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A module without anybody.</summary>
    public static async Task<SignalBed> EmptyAsync(SimulatedSignal signal, Action<SignalOptions>? configure = null)
    {
        var bed = new SignalBed(signal, configure);
        await bed._network.StartAsync(Cancellation);
        return bed;
    }

    /// <summary>Everything, with Alice linked and connected.</summary>
    public static async Task<SignalBed> StartAsync(SimulatedSignal signal, Action<SignalOptions>? configure = null)
    {
        var bed = await EmptyAsync(signal, configure);
        try
        {
            bed.Bob = await signal.PersonAsync("Bob");
            bed.Carol = await signal.PersonAsync("Carol");
            bed.Alice = await signal.PersonAsync("Alice", bed.Bob, bed.Carol);
            (bed.Account, bed.Told, bed.Stored) = await bed.LinkAsync(bed.Alice);
            // The contacts that the phone was asked for are there, and called as they call themselves.
            await bed.Told.Users.FirstAsync(user => user.Id.Value == bed.Bob.Id && user.Name == bed.Bob.Name);
            await bed.Told.Users.FirstAsync(user => user.Id.Value == bed.Carol.Id && user.Name == bed.Carol.Name);
            // So are the settings: friends are no strangers.
            await UntilAsync("the phone's settings", async () => !(await bed.Account.GetChatAsync(bed.Chat, Cancellation)).IsMessageRequest);
            return bed;
        }
        catch
        {
            await bed.DisposeAsync();
            throw;
        }
    }

    /// <summary>Links a person's account and opens it.</summary>
    public async Task<(SignalAccount Account, RecordingHost Told, StoredAccount Stored)> LinkAsync(SignalPerson person, string? historyKey = null)
    {
        await using var login = _network.CreateLogin(_network.LoginFlows[0]);
        var shown = Assert.IsType<LoginStep.Display>(await login.StartAsync(Cancellation));
        var linked = person.LinkAsync(shown.QrText!, historyKey);
        var complete = Assert.IsType<LoginStep.Complete>(await login.WaitAsync(Cancellation));
        var (account, told) = await OpenAsync(complete.Account);
        await linked;
        return (account, told, complete.Account);
    }

    /// <summary>Opens an account and waits until it is connected.</summary>
    public async Task<(SignalAccount Account, RecordingHost Told)> OpenAsync(StoredAccount stored)
    {
        var told = new RecordingHost();
        var account = Open(stored, told);
        await account.StartAsync(Cancellation);
        await told.ConnectedAsync();
        return (account, told);
    }

    /// <summary>Makes the account's object, not started.</summary>
    public SignalAccount Open(StoredAccount stored, IAccountHost host)
    {
        var account = (SignalAccount)_network.CreateAccount(stored, host);
        _accounts.Add(account);
        return account;
    }

    /// <summary>Closes Alice's account.</summary>
    public async Task CloseAsync()
    {
        await Account.DisposeAsync();
        _accounts.Remove(Account);
        Stored = Stored with { Secret = Told.Secret ?? Stored.Secret };
    }

    /// <summary>Opens Alice's account, which is closed, for this host.</summary>
    public async Task<IAccount> OpenForAsync(RecordingHost told)
    {
        Stored = Stored with { Secret = Told.Secret ?? Stored.Secret };
        var account = (SignalAccount)_network.CreateAccount(Stored, told);
        Told = told;
        await account.StartAsync(Cancellation);
        await told.ConnectedAsync();
        return account;
    }

    /// <summary>Closes Alice's account and opens it anew, as after a restart of the host.</summary>
    public async Task ReopenAsync()
    {
        await CloseAsync();
        await ReopenClosedAsync();
    }

    /// <summary>Hurts something in the engine's file while the account is closed (see the bed's <c>tamper.ts</c>).</summary>
    public Task TamperAsync(string what, string about = "") => ChildProcess.RunAsync(Tampering(what, about), Cancellation);

    /// <summary>Has the engine's file, as another engine would that has not ended yet, until it is disposed of.</summary>
    public async Task<IAsyncDisposable> HoldFileAsync()
    {
        var holder = await ChildProcess.StartAsync(Tampering("hold"));
        await holder.Output.WaitForLineAsync(line => line.StartsWith("holding", StringComparison.Ordinal), Patience, Cancellation);
        return holder;
    }

    private ProgramToRun Tampering(string what, string about = "")
    {
        var secret = AccountSecret.Parse(Stored.Secret);
        var file = Path.Combine(Host.DataDirectory, "accounts", secret.Folder, "signal.db");
        return new ProgramToRun(SimulatedSignal.NodePath, ["--disable-warning=ExperimentalWarning", RepositoryRoot.Combine("tests", "Signal", "Bed", "src", "tamper.ts"), file, secret.Key, what, about]);
    }

    /// <summary>Opens Alice's account, which is closed.</summary>
    public async Task ReopenClosedAsync() => (Account, Told) = await OpenAsync(Stored);

    /// <summary>Asks again and again until it is so.</summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"It has not come to {what}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancellation);
        }
    }

    public static DeliveryId NewDelivery() => new($"delivery-{Guid.NewGuid():n}");

    public static TextContent Text(string text) => new(RichText.Plain(text));

    public OutgoingMessage Message(MessageContent content) => new(NewDelivery(), Chat, content);

    public async ValueTask DisposeAsync()
    {
        foreach (var account in _accounts)
        {
            await account.DisposeAsync();
        }

        await _network.DisposeAsync();
        _folder.Dispose();
    }
}
