using Bridges.TestBeds;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Processes;
using Bridges.TestBeds.Stub;

namespace Bridges.Benchmarks;

/// <summary>The product with a real module, beside a stub homeserver in this process.</summary>
internal sealed class StubbedProduct : IAsyncDisposable
{
    private readonly StubHomeserver _homeserver;
    private readonly BridgesHost _host;
    private readonly BotAnswers _answers;
    private readonly List<BotUser> _users = [];

    private StubbedProduct(StubHomeserver homeserver, BridgesHost host, BotAnswers answers, GhostMessages messages) =>
        (_homeserver, _host, _answers, Messages) = (homeserver, host, answers, messages);

    public GhostMessages Messages { get; }

    public int HostProcess => _host.ProcessId;

    /// <summary>From the start of the host until it said that it is ready.</summary>
    public TimeSpan Start { get; private set; }

    /// <summary>The host's children: engines.</summary>
    public IReadOnlyList<int> Engines => ProcessTree.ChildrenOf(HostProcess);

    /// <summary>Those of one network.</summary>
    public IReadOnlyList<int> EnginesOf(string network) => EngineProcess.Find(_host, network);

    public static async Task<StubbedProduct> StartAsync(string configuration, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var port = Ports.Free();
        var host = BridgesHost.Prepare(new BridgesHostOptions
        {
            HomeserverUrl = new Uri($"http://127.0.0.1:{port}/"), ExtraConfiguration = configuration, Environment = environment ?? new Dictionary<string, string?>(),
        });
        var (answers, messages) = (new BotAnswers(), new GhostMessages());
        var homeserver = await StubHomeserver.StartAsync(new StubOptions
        {
            Port = port,
            Remember = false,
            Accepted = sent =>
            {
                answers.Take(sent);
                messages.Take(sent);
            },
            AppserviceTokens = [.. host.RegistrationFiles.Select(file => RegistrationTokens.Read(file).Appservice)],
        });
        var began = TimeProvider.System.GetTimestamp();
        await host.StartAsync();
        return new StubbedProduct(homeserver, host, answers, messages) { Start = TimeProvider.System.GetElapsedTime(began) };
    }

    /// <summary>Somebody new, with a room of theirs and the bot's.</summary>
    public BotUser NewUser(string name)
    {
        var sender = new TransactionSender(_host.Url, RegistrationTokens.Read(_host.RegistrationFiles[0]).Homeserver, _homeserver.AddUser(name));
        var user = new BotUser(sender, _homeserver.AddRoom(_homeserver.BotUserId, _homeserver.UserId(name)).Id, _answers);
        _users.Add(user);
        return user;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _users.ForEach(user => user.Sender.Dispose());
        await _host.DisposeAsync();
        await _homeserver.DisposeAsync();
    }
}
