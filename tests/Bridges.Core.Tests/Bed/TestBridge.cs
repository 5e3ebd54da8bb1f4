using System.Text;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
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
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder;
    private ServiceProvider? _services;
    private long _transaction;

    private TestBridge(TempFolder folder, StubHomeserver homeserver)
    {
        _folder = folder;
        Homeserver = homeserver;
    }

    public StubHomeserver Homeserver { get; }

    public ScriptedNetwork Network { get; } = new();

    public string Alice => Homeserver.UserId("alice");

    public IServiceProvider Services => _services!;

    public ScriptedAccount AliceAccount => Network.Accounts["alice"];

    public static async Task<TestBridge> StartAsync(bool loggedIn = true, Func<IAccount, IAccount>? disguise = null)
    {
        var homeserver = await StubHomeserver.StartAsync();
        var bridge = new TestBridge(TempFolder.Create("core"), homeserver);
        homeserver.AddUser("alice");
        homeserver.AddUser("mallory");
        bridge.Network.Disguise = disguise ?? bridge.Network.Disguise;
        await bridge.StartBridgeAsync();
        if (loggedIn)
        {
            await bridge._services!.GetRequiredService<AccountRegistry>().AddAsync(
                ScriptedNetwork.Description.Id, new StoredAccount(new("alice"), "Alice", new byte[] { 9 }), new UserId(bridge.Alice), default);
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

    /// <summary>Logs another Matrix user in.</summary>
    public Task LogInAsync(string name) => _services!.GetRequiredService<AccountRegistry>().AddAsync(
        ScriptedNetwork.Description.Id, new StoredAccount(new(name), name, new byte[] { 9 }), new UserId(Homeserver.UserId(name)), default);

    /// <summary>Ends this host's process, as far as the bridge can tell, and starts the next on the same database.</summary>
    public async Task RestartAsync()
    {
        await StopBridgeAsync();
        await StartBridgeAsync();
    }

    public async Task StopBridgeAsync()
    {
        await _services!.GetRequiredService<Bridge>().StopAsync(TimeSpan.FromSeconds(5));
        await _services!.DisposeAsync();
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
        var result = AppServiceTransaction.Parse(Encoding.UTF8.GetBytes(body.ToJsonString()), new TransactionLimits());
        Assert.True(result.IsAccepted);
        await _services!.GetRequiredService<IApplicationService>().ReceiveAsync(transactionId, result.Transaction!, default);
    }

    /// <summary>A message from a person on the network arrives.</summary>
    public ValueTask ReceiveAsync(string chat, string id, string text, Func<RemoteMessage, RemoteMessage>? with = null) =>
        AliceAccount.Host.ReceiveAsync((with ?? (message => message))(Message(chat, id, text)), default);

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

    /// <summary>The room of a chat, made by a first message from there.</summary>
    public async Task<string> OpenChatAsync(string chat)
    {
        await ReceiveAsync(chat, "1", $"first in {chat}");
        return (await WaitForMessageAsync($"first in {chat}")).RoomId;
    }

    public async ValueTask DisposeAsync()
    {
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

    private async Task StartBridgeAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Error));
        services.AddHttpClient();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(SecretBox.FromKeyFile(Path.Combine(_folder.Path, "key")));
        var database = await Database.OpenAsync(
            new DatabaseOptions(DatabaseKind.Sqlite, Path.Combine(_folder.Path, "test.db")), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, default);
        services.AddSingleton(_ => database);
        services.AddSingleton(await Journal.OpenAsync(database, TimeProvider.System, default));
        services.AddSingleton(provider =>
        {
            var client = provider.CreateHomeserverClient(new HomeserverOptions { Url = Homeserver.Url, ServerName = "hs.test", Token = "stub-as-token" });
            return new HomeserverClients(client, client);
        });
        services.AddSingleton(new LoadedNetwork(ScriptedNetwork.Description, Network));
        services.AddBridgesCore(new CoreOptions
        {
            ServerName = "hs.test",
            Permissions = new PermissionTable(new Dictionary<string, PermissionLevel>(StringComparer.Ordinal)
            {
                ["hs.test"] = PermissionLevel.User,
                ["@root:hs.test"] = PermissionLevel.Admin,
                ["@blocked:hs.test"] = PermissionLevel.Blocked,
            }),
        });
        _services = services.BuildServiceProvider();
        var bridge = _services.GetRequiredService<Bridge>();
        await bridge.PrepareBotAsync(default);
        await bridge.StartAsync(default);
    }
}
