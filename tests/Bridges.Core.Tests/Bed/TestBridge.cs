using System.Text;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork;
using Bridges.Core.JournalRows;
using Bridges.Core.Portals.Upkeep;
using Bridges.Matrix;
using Bridges.Storage;
using Bridges.TestBeds;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Tests.Bed;

/// <summary>The whole bridge between a stub homeserver and a scripted network, on a database of its own.</summary>
internal sealed class TestBridge : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>By which the bridge acts for the homeserver's users.</summary>
    public const string PuppetToken = "stub-puppet-token";

    private readonly TempFolder _folder;
    private readonly TestClock? _clock;
    private ServiceProvider? _services;
    private long _transaction;

    private TestBridge(TempFolder folder, StubHomeserver homeserver, TestClock? clock)
    {
        _folder = folder;
        Homeserver = homeserver;
        _clock = clock;
    }

    public StubHomeserver Homeserver { get; }

    public ScriptedNetwork Network { get; } = new(ScriptedNetwork.Description);

    /// <summary>Another network, which is never in trouble.</summary>
    public ScriptedNetwork Other { get; } = new(ScriptedNetwork.OtherDescription);

    public CoreOptions Options { get; set; } = new()
    {
        ServerName = "hs.test",
        Permissions = new PermissionTable(new Dictionary<string, PermissionLevel>(StringComparer.Ordinal)
        {
            ["hs.test"] = PermissionLevel.User,
            ["@root:hs.test"] = PermissionLevel.Admin,
            ["@relay:hs.test"] = PermissionLevel.Relay,
            ["@blocked:hs.test"] = PermissionLevel.Blocked,
        }),
    };

    /// <summary>What looks into files and converts them.</summary>
    public ScriptedConverter Converter { get; } = new();

    /// <summary>Whether the host has loaded <see cref="Other"/>, too.</summary>
    public bool HasOther { get; set; }

    /// <summary>What the accounts' secrets are sealed with, from the next start on.</summary>
    public string KeyFile { get; set; } = "key";

    public TestClock Clock => _clock ?? throw new InvalidOperationException("The test bridge was started without a clock of its own.");

    public string Alice => Homeserver.UserId("alice");

    public IServiceProvider Services => _services!;

    public ScriptedAccount AliceAccount => Network.Accounts["alice"];

    /// <param name="prepare">What is to be so before the bridge starts for the first time.</param>
    public static async Task<TestBridge> StartAsync(
        bool loggedIn = true, Func<IAccount, IAccount>? disguise = null, TestClock? clock = null, Action<TestBridge>? prepare = null)
    {
        var homeserver = await StubHomeserver.StartAsync(new StubOptions { AppserviceTokens = ["stub-as-token", PuppetToken] });
        var bridge = new TestBridge(TempFolder.Create("core"), homeserver, clock);
        homeserver.AddUser("alice");
        homeserver.AddUser("mallory");
        bridge.Network.Disguise = disguise ?? bridge.Network.Disguise;
        prepare?.Invoke(bridge);
        await bridge.StartBridgeAsync();
        if (loggedIn)
        {
            await bridge.LogInAsync("alice", "Alice");
            await bridge.WaitForFirstSyncAsync();
        }

        return bridge;
    }

    /// <summary>A room of a user with the bot, to talk in.</summary>
    public string TalkRoom(string user) => Homeserver.AddRoom(user, Homeserver.BotUserId).Id;

    /// <summary>Says something to the bot and waits for words in its answer.</summary>
    public async Task AskAsync(string room, string user, string text, string answer)
    {
        await PushAsync(StubEvents.Text(room, user, text));
        await WaitForEventAsync(
            $"the answer \"{answer}\" to \"{text}\"",
            sent => sent.RoomId == room && sent.Sender == Homeserver.BotUserId && sent.Body?.Contains(answer, StringComparison.Ordinal) == true);
    }

    /// <summary>Logs a Matrix user in to an account of their name.</summary>
    public Task LogInAsync(string name, string? called = null, ScriptedNetwork? network = null) =>
        _services!.GetRequiredService<AccountLifecycle>().AddAsync(
            (network ?? Network).Id, new StoredAccount(new(name), called ?? name, new byte[] { 9 }), new UserId(Homeserver.UserId(name)), default);

    /// <summary>A Matrix user logs out of the account of their name.</summary>
    public Task LogOutAsync(string name) => _services!.GetRequiredService<AccountLifecycle>().LogoutAsync(
        _services!.GetRequiredService<AccountRegistry>().Find(Network.Id, new AccountId(name))!, default);

    /// <summary>Ends this host's process, as far as the bridge can tell, and starts the next on the same database.</summary>
    public async Task RestartAsync()
    {
        await StopBridgeAsync();
        await StartBridgeAsync();
    }

    public async Task StopBridgeAsync()
    {
        if (Interlocked.Exchange(ref _services, null) is { } services)
        {
            await services.GetRequiredService<Bridge>().StopAsync(TimeSpan.FromSeconds(5));
            await services.DisposeAsync();
        }
    }

    /// <summary>Changes the database while the bridge is stopped.</summary>
    public async Task InDatabaseAsync(string sql)
    {
        await using var database = await OpenDatabaseAsync();
        await database.WriteAsync([new Statement(sql)]);
    }

    public Task RestartAfterStopAsync() => StartBridgeAsync();

    /// <summary>Gives the bridge a transaction, as the homeserver would.</summary>
    public Task PushAsync(params JsonObject[] events) => PushAsync($"t{++_transaction}", events);

    public async Task PushAsync(string transactionId, params JsonObject[] events)
    {
        var body = new JsonObject { ["events"] = new JsonArray([.. events.Select(item => item.DeepClone())]) };
        await PushRawAsync(transactionId, body);
    }

    public async Task PushRawAsync(string transactionId, JsonObject body)
    {
        var result = TransactionReader.Read(Encoding.UTF8.GetBytes(body.ToJsonString()));
        Assert.True(result.IsAccepted);
        await _services!.GetRequiredService<IApplicationService>().ReceiveAsync(transactionId, result.Transaction!, default);
    }

    /// <summary>Gives the bridge receipts and signs of typing.</summary>
    public Task PushEphemeralAsync(params JsonObject[] ephemeral) =>
        PushRawAsync($"t{++_transaction}", new JsonObject { ["events"] = new JsonArray(), ["ephemeral"] = new JsonArray([.. ephemeral.Select(item => item.DeepClone())]) });

    /// <summary>The owner of an account asks for the room of a chat.</summary>
    public Task RequestRoomAsync(string account, ChatKey chat) => _services!.GetRequiredService<RemoteEventJournal>().OrderRoomAsync(
        _services!.GetRequiredService<AccountRegistry>().Find(Network.Id, new AccountId(account))!, chat, RoomOrder.Open, default);

    /// <summary>A message from a person on the network arrives.</summary>
    public ValueTask ReceiveAsync(string chat, string id, string text, Func<RemoteMessage, RemoteMessage>? with = null) =>
        AliceAccount.Host.ReceiveAsync((with ?? (message => message))(Message(chat, id, text)), default);

    /// <summary>A message for Alice arrives on the other network.</summary>
    public ValueTask ReceiveOnOtherAsync(string chat, string id, string text) =>
        Other.Accounts["alice"].Host.ReceiveAsync(Message(chat, id, text), default);

    public static RemoteMessage Message(string chat, string id, string text) => new()
    {
        Chat = new ChatKey(new(chat), new AccountId("alice")),
        Id = new(id),
        Sender = new(chat),
        Timestamp = TimeProvider.System.GetUtcNow(),
        Parts = [new MessagePart("", new TextContent(RichText.Plain(text)))],
    };

    public Task<SentEvent> WaitForMessageAsync(string body) =>
        Homeserver.Sent.WaitForAsync($"the message \"{body}\"", sent => sent.Type == "m.room.message" && sent.Body == body, Patience);

    public Task<SentEvent> WaitForEventAsync(string what, Func<SentEvent, bool> matches) => Homeserver.Sent.WaitForAsync(what, matches, Patience);

    /// <summary>Waits until nothing is under way, so that time that passes then cuts nothing off.</summary>
    public Task WaitUntilIdleAsync() => WaitUntilAsync(async () =>
        (await _services!.GetRequiredService<Journal>().DepthAsync(default)).Pending == 0
        && _services!.GetRequiredService<IBridgeAdministration>().ActiveLanes == 0
        // Upkeep gathers changes for a moment, which does not pass on a clock that stands.
        && (_clock is not null || _services!.GetRequiredService<PortalUpkeep>().IsIdle));

    /// <summary>Looks until something holds.</summary>
    public static async Task WaitUntilAsync(Func<Task<bool>> holds)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            await looks.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>The room of a chat, made by a first message from there.</summary>
    public async Task<string> OpenChatAsync(string chat)
    {
        await ReceiveAsync(chat, "1", $"first in {chat}");
        return (await WaitForMessageAsync($"first in {chat}")).RoomId;
    }

    public async ValueTask DisposeAsync()
    {
        Network.Trouble.Dispose();
        await StopBridgeAsync();
        await Homeserver.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>What a test adds to the network's history afterwards is no longer taken for what was there at the login.</summary>
    private async Task WaitForFirstSyncAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _services!.GetRequiredService<SettingTable>().GetAsync("first-sync/test/alice", patience.Token) is not null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token);
        }
    }

    private Task<Database> OpenDatabaseAsync() => Database.OpenAsync(
        new DatabaseOptions(DatabaseKind.Sqlite, Path.Combine(_folder.Path, "test.db")), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, default);

    private async Task StartBridgeAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Error));
        services.AddHttpClient();
        var time = _clock?.Time ?? TimeProvider.System;
        services.AddSingleton(time);
        services.AddSingleton(SecretBox.FromKeyFile(Path.Combine(_folder.Path, KeyFile)));
        var database = await OpenDatabaseAsync();
        services.AddSingleton(_ => database);
        services.AddSingleton(await Journal.OpenAsync(database, time, default, SecretBox.FromKeyFile(Path.Combine(_folder.Path, KeyFile))));
        var options = new HomeserverOptions { Url = Homeserver.Url, Token = "stub-as-token" };
        services.AddSingleton(provider => new HomeserverClients(provider.CreateHomeserverClient(options with { User = Options.Bot }), provider.CreateHomeserverClient(options with { Token = PuppetToken })));
        services.AddSingleton(new LoadedNetwork(ScriptedNetwork.Description, Network));
        if (HasOther)
        {
            services.AddSingleton(new LoadedNetwork(ScriptedNetwork.OtherDescription, Other));
        }

        services.AddSingleton<IMediaConverter>(Converter);
        services.AddBridgesCore(Options with { TransferDirectory = Path.Combine(_folder.Path, "transfers") });
        _services = services.BuildServiceProvider();
        var bridge = _services.GetRequiredService<Bridge>();
        await bridge.PrepareBotAsync(default);
        await bridge.StartAsync(default);
    }
}
