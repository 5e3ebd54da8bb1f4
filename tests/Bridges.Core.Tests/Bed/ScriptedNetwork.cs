using System.Collections.Concurrent;
using Bridges.Abstractions;

namespace Bridges.Core.Tests.Bed;

/// <summary>A network that does what the test says and remembers what the bridge did.</summary>
internal sealed class ScriptedNetwork : INetwork
{
    public static NetworkDescription Description { get; } = new(new("test"), "Testnet", "https://test.example");

    public IReadOnlyList<LoginFlow> LoginFlows { get; } = [new("name", "By name", "Give a name.")];

    public NetworkHealth Health { get; set; } = NetworkHealth.Healthy;

    public Deeds Did { get; } = new();

    /// <summary>Runs inside every send; throw to fail it.</summary>
    public Func<OutgoingMessage, Task> BeforeSend { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs when a message has arrived; throw to lose the answer.</summary>
    public Func<OutgoingMessage, Task> AfterSend { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs before the network is asked what became of a message; throw to fail that.</summary>
    public Func<OutgoingMessage, Task> BeforeLookup { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs before a chat's history is read; throw to fail that.</summary>
    public Func<ChatKey, Task> BeforeReading { get; set; } = _ => Task.CompletedTask;

    /// <summary>How many messages the network makes of one.</summary>
    public int Pieces { get; set; } = 1;

    /// <summary>Gives the bridge an account with other abilities than the scripted one.</summary>
    public Func<IAccount, IAccount> Disguise { get; set; } = account => account;

    public ConcurrentDictionary<DeliveryId, SentMessage> Arrived { get; } = new();

    public ConcurrentDictionary<ChatKey, ChatDetails> Chats { get; } = new();

    /// <summary>What the network holds, oldest first.</summary>
    public List<RemoteMessage> History { get; } = [];

    public ConcurrentDictionary<string, ScriptedAccount> Accounts { get; } = new();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ILogin CreateLogin(LoginFlow flow) => new ScriptedLogin();

    public IAccount CreateAccount(StoredAccount account, IAccountHost host) =>
        Disguise(Accounts[account.Id.Value] = new ScriptedAccount(this, account, host));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
