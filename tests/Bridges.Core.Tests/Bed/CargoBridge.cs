using System.Text;
using Bridges.Abstractions;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Bed;

/// <summary>A bridge whose network takes everything, with a chat that has its room.</summary>
internal sealed class CargoBridge : IAsyncDisposable
{
    private int _lastId = 10;

    private CargoBridge(TestBridge bridge, string room)
    {
        Bridge = bridge;
        Room = room;
    }

    public TestBridge Bridge { get; }

    public string Room { get; }

    public CargoAccount Account { get; private set; } = null!;

    public static ChatKey Chat { get; } = new(new("bob"), new AccountId("alice"));

    public string Bob => Bridge.Homeserver.UserId("_bridges_test_bob");

    public static async Task<CargoBridge> StartAsync(Action<TestBridge>? prepare = null, TestClock? clock = null)
    {
        CargoAccount? account = null;
        var bridge = await TestBridge.StartAsync(clock: clock, prepare: bridge =>
        {
            bridge.Network.Disguise = inner => account = new CargoAccount(inner, bridge.Network);
            prepare?.Invoke(bridge);
        });
        return new CargoBridge(bridge, await bridge.OpenChatAsync("bob")) { Account = account! };
    }

    /// <summary>Bob sends something.</summary>
    /// <returns>Its id on the network.</returns>
    public async Task<string> ReceiveAsync(MessageContent content, Func<RemoteMessage, RemoteMessage>? with = null)
    {
        var id = $"{Interlocked.Increment(ref _lastId)}";
        await Bridge.ReceiveAsync("bob", id, "", message => (with ?? (same => same))(message with { Parts = [new MessagePart("", content)] }));
        return id;
    }

    /// <summary>Something else happens in the chat.</summary>
    public ValueTask HappensAsync(RemoteEvent remoteEvent) => Bridge.AliceAccount.Host.ReceiveAsync(remoteEvent, default);

    /// <summary>Bob's next event that fits.</summary>
    public Task<SentEvent> SeesAsync(Func<SentEvent, bool> matches) => Bridge.WaitForEventAsync("what is to be seen", sent => sent.RoomId == Room && matches(sent));

    /// <summary>What lies at an address, in words.</summary>
    public string FileAt(string? address) => Bridge.Homeserver.Media.Files[address!] is { } file ? Encoding.UTF8.GetString(file.Bytes.Span) : "nothing yet";

    public ValueTask DisposeAsync() => Bridge.DisposeAsync();
}
