using Bridges.Abstractions;
using Bridges.Telegram.Login;
using Bridges.Telegram.Options;
using Bridges.Telegram.Simulator;
using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Tests.Beds;
using Bridges.TestBeds;

namespace Bridges.Telegram.Tests.Live;

/// <summary>The module with its real engine and the real TDLib, at a simulated data centre with Alice and Bob.</summary>
internal sealed class TelegramBed : IAsyncDisposable
{
    private readonly TempFolder _folder = TempFolder.Create("telegram");
    private readonly List<IAccount> _accounts = [];

    private TelegramBed(SimulatedTelegram telegram, string library)
    {
        Telegram = telegram;
        Alice = telegram.People.Add("Alice", phone: "+9996612222");
        Bob = telegram.People.Add("Bob", phone: "+9996613333", username: "bobby");
        Options = new TelegramOptions
        {
            ApiId = 12345,
            ApiHash = "0123456789abcdef0123456789abcdef",
            TdlibPath = library,
            Proxy = new ProxyOptions { Type = ProxyKind.Mtproto, Server = "127.0.0.1", Port = telegram.Port, Secret = telegram.ProxySecret },
        };
        Network = CreateNetwork();
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public SimulatedTelegram Telegram { get; }

    public Person Alice { get; }

    public Person Bob { get; }

    public TelegramOptions Options { get; }

    public INetwork Network { get; private set; }

    /// <summary>The module's time.</summary>
    public ShiftedTime Time { get; } = new();

    /// <summary>Process id of the engine that runs now.</summary>
    public int EngineProcess => ((TelegramNetwork)Network).EngineStatus.ProcessId ?? throw new InvalidOperationException("No engine runs.");

    public string AccountsFolder => _folder.Combine("data", "accounts");

    public static async Task<TelegramBed> StartAsync()
    {
        var bed = await InstallAsync();
        await bed.Network.StartAsync(Cancellation);
        return bed;
    }

    /// <summary>The module is made, but not started.</summary>
    public static async Task<TelegramBed> InstallAsync()
    {
        var telegram = await SimulatedTelegram.StartAsync();
        return new TelegramBed(telegram, await telegram.PatchLibraryAsync(cancellationToken: Cancellation));
    }

    public Task<IReadOnlyList<Abstractions.Diagnosis>> DiagnoseAsync() => ((IDiagnosesItself)Network).DiagnoseAsync(Cancellation);

    /// <summary>Logs a person in by phone; the account is stored but not open. Its login is not disposed of, which would end it.</summary>
    public async Task<StoredAccount> LogInAsync(Person person)
    {
        var login = Network.CreateLogin(LoginFlows.Phone);
        await login.StartAsync(Cancellation);
        await Submit(login, LoginQuestions.Phone, $"+{person.Phone}");
        var step = await Submit(login, LoginQuestions.Code, "12345");
        if (person.Password is { } password)
        {
            step = await Submit(login, LoginQuestions.Password, password);
        }

        return Assert.IsType<LoginStep.Complete>(step).Account;
    }

    public static Task<LoginStep> Submit(ILogin login, string field, string value) =>
        login.SubmitAsync(new Dictionary<string, string> { [field] = value }, Cancellation);

    /// <summary>Opens a stored account and waits until it is connected.</summary>
    public async Task<(IAccount Account, RecordingHost Host)> OpenAsync(StoredAccount stored)
    {
        var host = new RecordingHost();
        var account = Network.CreateAccount(stored, host);
        _accounts.Add(account);
        await account.StartAsync(Cancellation);
        await host.ConnectedAsync();
        return (account, host);
    }

    /// <summary>Logs in and opens; from here on the person is told the news.</summary>
    public async Task<(IAccount Account, RecordingHost Host)> ConnectAsync(Person person)
    {
        var opened = await OpenAsync(await LogInAsync(person));
        await Telegram.WaitForClientAsync(person, cancellationToken: Cancellation);
        return opened;
    }

    public async Task CloseAsync(IAccount account)
    {
        _accounts.Remove(account);
        await account.DisposeAsync();
    }

    /// <summary>Stops the module and starts it again on the same data.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        Network = CreateNetwork();
        await Network.StartAsync(Cancellation);
    }

    public async Task StopAsync()
    {
        foreach (var account in _accounts)
        {
            await account.DisposeAsync();
        }

        _accounts.Clear();
        await Network.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Telegram.DisposeAsync();
        _folder.Dispose();
    }

    private INetwork CreateNetwork() => new TelegramModule().Create(new ModuleHost(_folder.Path) { TimeProvider = Time }, Options);
}
