using Bridges.Abstractions;
using Bridges.Telegram.Diagnosis;
using Bridges.Telegram.Options;
using Bridges.Telegram.Sessions;
using Bridges.TestBeds;

namespace Bridges.Telegram.Tests.Beds;

/// <summary>The module on a scripted TDLib.</summary>
internal sealed class FakeNetwork : IAsyncDisposable
{
    public const long Self = 100;
    public const long Friend = 200;

    private readonly TempFolder _folder = TempFolder.Create("telegram-fake");

    public FakeNetwork(TelegramOptions? options = null, TimeProvider? time = null)
    {
        Options = options ?? new TelegramOptions { ApiId = 1, ApiHash = "hash" };
        var host = new ModuleHost(_folder.Path) { TimeProvider = time ?? TimeProvider.System };
        var check = new InstallationCheck(new TelegramEngineOptions(Options, host), Options.Proxy);
        var service = new ServiceCheck(Options, host.TimeProvider, events => new FakeTd(events));
        FakeTd? td = null;
        Network = new TelegramNetwork(Options, host, check, service, events => td = new FakeTd(events));
        Td = td!;
        Td.Answer("getChat", request => TdObjects.Chat(request.GetProperty("chat_id").GetInt64()))
            .Answer("getOption", """{"@type":"optionValueEmpty"}""")
            .Answer("close", () => Td.SayAuthorizationAsync("authorizationStateClosed"));
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static ChatKey FriendChat { get; } = new(new RemoteChatId($"{Friend}"), new AccountId($"{Self}"));

    public TelegramOptions Options { get; }

    public TelegramNetwork Network { get; }

    public FakeTd Td { get; }

    public RecordingHost Host { get; } = new();

    public string AccountsFolder => _folder.Combine("data", "accounts");

    public static StoredAccount Stored(bool isBot = false) => new(
        new AccountId($"{Self}"), "Me", new AccountSecret("folder", Convert.ToBase64String(new byte[32]), isBot).ToBytes());

    /// <summary>An account that is logged in and connected, with one known friend.</summary>
    public async Task<IAccount> ConnectAsync(bool isBot = false)
    {
        await Network.StartAsync(Cancellation);
        var account = Network.CreateAccount(Stored(isBot), Host);
        await account.StartAsync(Cancellation);
        await ReadyAsync();
        await Host.ConnectedAsync();
        return account;
    }

    /// <summary>TDLib's part in the opening of a client.</summary>
    public async Task ReadyAsync(int opened = 1)
    {
        await Td.Requests.FirstAsync(_ => Td.Requests.All.Count(request => Is(request, "setTdlibParameters")) >= opened);
        await Td.SayAuthorizationAsync("authorizationStateReady");
        await Td.SayAsync(TdObjects.UpdateUser(Friend, "Frida"));
        await Td.SayAsync($$"""{"@type":"updateNewChat","chat":{{TdObjects.Chat(Friend).ToJsonString()}}}""");
        await Td.SayAsync("""{"@type":"updateConnectionState","state":{"@type":"connectionStateReady"}}""");
    }

    public static bool Is(System.Text.Json.JsonElement request, string type) => request.GetProperty("@type").GetString() == type;

    public async ValueTask DisposeAsync()
    {
        await Network.DisposeAsync();
        _folder.Dispose();
    }
}
