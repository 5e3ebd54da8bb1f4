using System.Diagnostics;
using Bridges.TestBeds;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Stub;

namespace Bridges.Benchmarks;

/// <summary>The product in a process of its own, the stub homeserver in this one, one user who is logged in to the sample network.</summary>
internal sealed class BenchmarkBed : IAsyncDisposable
{
    private readonly TempFolder _modules;
    private readonly HttpClient _probe;
    private int _lastChat = 1;
    private int _guests;

    private BenchmarkBed(TempFolder modules, BridgesHost host, StubHomeserver homeserver, GhostMessages messages)
    {
        _modules = modules;
        Host = host;
        Homeserver = homeserver;
        Messages = messages;
        Sender = new TransactionSender(host.Url, RegistrationTokens.Read(host.RegistrationFiles[0]).Homeserver, homeserver.AddUser("anna"));
        _probe = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = host.Url };
    }

    public BridgesHost Host { get; }

    public StubHomeserver Homeserver { get; }

    public GhostMessages Messages { get; }

    public TransactionSender Sender { get; }

    /// <summary>Starts everything and logs in; one portal is there when it returns.</summary>
    /// <param name="database">The database as in the configuration; null: SQLite.</param>
    /// <param name="program">Another build's program; null: this one's.</param>
    public static async Task<BenchmarkBed> StartAsync(string? database = null, string? program = null)
    {
        var modules = TempFolder.Create("modules");
        InstallSampleModule(modules.Combine("sample"), program ?? BridgesHost.ProgramPath);
        var port = Ports.Free();
        var options = new BridgesHostOptions
        {
            ProgramPath = program ?? BridgesHost.ProgramPath,
            HomeserverUrl = new Uri($"http://127.0.0.1:{port}/"),
            ExtraConfiguration =
                $$"""
                modules_directory: "{{modules.Path}}"
                networks:
                  sample: {obeys: true, chats: 1, messages_in_each: 1}
                """,
        };
        var host = BridgesHost.Prepare(database is null ? options : options with { Database = database });
        var messages = new GhostMessages();
        var homeserver = await StubHomeserver.StartAsync(new StubOptions
        {
            Port = port,
            Remember = false,
            // Builds of before had the bot for their registration's sender.
            SenderLocalpart = program is null ? "_bridges_service" : "bridges",
            Accepted = messages.Take,
            AppserviceTokens = [.. host.RegistrationFiles.Select(file => RegistrationTokens.Read(file).Appservice)],
        });
        homeserver.Media.CanReserve = true;
        homeserver.Media.UploadLimit = 3_000_000_000;
        var bed = new BenchmarkBed(modules, host, homeserver, messages);
        await bed.StartHostAsync();
        await messages.ExpectAsync(1, bed.LogInAsync);
        return bed;
    }

    /// <summary>Starts the host, again after it was stopped; returns how long it took until it said that it was ready.</summary>
    public async Task<TimeSpan> StartHostAsync()
    {
        var begin = Stopwatch.GetTimestamp();
        await Host.StartWithoutWaitingAsync();
        var exit = Host.WaitForExitAsync();
        while (!await IsReadyAsync())
        {
            if (exit.IsCompleted)
            {
                throw new InvalidOperationException($"The host ended with {await exit}:\n{Host.Output.Tail(20)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        return Stopwatch.GetElapsedTime(begin);
    }

    /// <summary>Has somebody unknown write in each of so many new chats; returns when all of it is on Matrix.</summary>
    public async Task MeetAsync(int people)
    {
        var first = _lastChat + 1;
        _lastChat += people;
        await Messages.ExpectAsync(people, () => Sender.SendTextsAsync([(Messages.Rooms[0], $"meet {first} {_lastChat}")]));
    }

    /// <summary>The number of the first of so many people who have written nowhere yet.</summary>
    public int NextGuests(int people)
    {
        _guests += people;
        return _guests - people;
    }

    /// <summary>Portals, of which there are at least so many.</summary>
    public IReadOnlyList<string> Rooms(int count) => [.. Messages.Rooms.Take(count)];

    public async ValueTask DisposeAsync()
    {
        Sender.Dispose();
        _probe.Dispose();
        await Host.DisposeAsync();
        await Homeserver.DisposeAsync();
        _modules.Dispose();
    }

    private async Task LogInAsync()
    {
        var room = Homeserver.AddRoom(Homeserver.BotUserId, Homeserver.UserId("anna"));
        await Sender.SendTextsAsync([(room.Id, "login sample"), (room.Id, "anna")]);
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _probe.GetAsync(new Uri("_matrix/mau/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // Beside the product: artifacts/bridges/bridges and artifacts/bin/{project}/{configuration}. Another build may have another contract.
    private static void InstallSampleModule(string target, string program)
    {
        var artifacts = Path.GetDirectoryName(Path.GetDirectoryName(program))!;
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;
        Directory.CreateDirectory(target);
        foreach (var file in Directory.GetFiles(Path.Combine(artifacts, "bin", "Bridges.SampleModule", configuration)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }
}
