using System.Globalization;
using Bridges.Telegram.Simulator;
using Bridges.Telegram.Simulator.World;
using Bridges.TestBeds;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Stub;

namespace Bridges.Benchmarks;

/// <summary>The product with its Telegram module and real TDLib; in this process the stub homeserver and a simulated data centre.</summary>
internal sealed class TelegramBed : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SimulatedTelegram _telegram;
    private readonly StubHomeserver _homeserver;
    private readonly BridgesHost _host;
    private readonly TransactionSender _sender;
    private readonly BotAnswers _answers;
    private readonly Person _owner;
    private int _people;

    private TelegramBed(SimulatedTelegram telegram, StubHomeserver homeserver, BridgesHost host, BotAnswers answers, GhostMessages messages)
    {
        (_telegram, _homeserver, _host, _answers, Messages) = (telegram, homeserver, host, answers, messages);
        _sender = new TransactionSender(host.Url, RegistrationTokens.Read(host.RegistrationFiles[0]).Homeserver, homeserver.AddUser("anna"));
        _owner = NewPerson("Anna");
    }

    public GhostMessages Messages { get; }

    public int HostProcess => _host.ProcessId;

    /// <summary>The host's children: engines. Linux lists them by the thread that started them.</summary>
    public IReadOnlyList<int> Engines =>
    [
        .. Directory.EnumerateDirectories($"/proc/{HostProcess}/task")
            .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture)),
    ];

    /// <summary>Starts everything; one account is logged in when it returns.</summary>
    public static async Task<TelegramBed> StartAsync()
    {
        var telegram = await SimulatedTelegram.StartAsync();
        var library = await telegram.PatchLibraryAsync();
        var port = Ports.Free();
        var host = BridgesHost.Prepare(new BridgesHostOptions { HomeserverUrl = new Uri($"http://127.0.0.1:{port}/"), ExtraConfiguration = Configuration(telegram, library) });
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
        var bed = new TelegramBed(telegram, homeserver, host, answers, messages);
        await host.StartAsync();
        await bed.LogInAsync();
        return bed;
    }

    public Person NewPerson(string name) =>
        _telegram.People.Add(name, string.Create(CultureInfo.InvariantCulture, $"+99966{++_people:00000}"), "");

    /// <summary>Each writes so often to the account's owner, turn by turn.</summary>
    public void Write(IReadOnlyList<Person> people, int messages)
    {
        for (var number = 0; number < messages; number++)
        {
            var person = people[number % people.Count];
            person.SendText(person.ChatWith(_owner), $"message {number}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _sender.Dispose();
        await _host.DisposeAsync();
        await _homeserver.DisposeAsync();
        await _telegram.DisposeAsync();
    }

    private async Task LogInAsync()
    {
        var room = _homeserver.AddRoom(_homeserver.BotUserId, _homeserver.UserId("anna")).Id;
        await AskAsync(room, "login telegram phone", "Send the phone number");
        await AskAsync(room, $"+{_owner.Phone}", "Send the code");
        await AskAsync(room, "12345", "You are logged in");
        await _telegram.WaitForClientAsync(_owner, Patience);
    }

    private async Task AskAsync(string room, string text, string expected)
    {
        var answer = _answers.NextAsync(expected);
        await _sender.SendTextsAsync([(room, text)]);
        await answer.WaitAsync(Patience);
    }

    private static string Configuration(SimulatedTelegram telegram, string library) =>
        $"""
        networks:
          telegram:
            api_id: 12345
            api_hash: "0123456789abcdef0123456789abcdef"
            tdlib_path: "{library}"
            proxy: {"{"}type: mtproto, server: "127.0.0.1", port: {telegram.Port}, secret: "{telegram.ProxySecret}"{"}"}
        """;
}
