using System.Globalization;
using Bridges.TestBeds;
using Bridges.TestBeds.Host;
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

    /// <summary>The host's children: engines. Linux lists them by the thread that started them.</summary>
    public IReadOnlyList<int> Engines =>
    [
        .. Directory.EnumerateDirectories($"/proc/{HostProcess}/task")
            .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture)),
    ];

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
        await host.StartAsync();
        return new StubbedProduct(homeserver, host, answers, messages);
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
