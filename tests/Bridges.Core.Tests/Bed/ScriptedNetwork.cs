using System.Collections.Concurrent;
using Bridges.Abstractions;

namespace Bridges.Core.Tests.Bed;

/// <summary>A network that does what the test says and remembers what the bridge did.</summary>
internal sealed class ScriptedNetwork(NetworkDescription description) : INetwork
{
    public static NetworkDescription Description { get; } = new(new("test"), "Testnet", "https://test.example");

    public static NetworkDescription OtherDescription { get; } = new(new("other"), "Othernet", "https://other.example");

    public NetworkId Id => description.Id;

    public IReadOnlyList<LoginFlow> LoginFlows { get; } = [new("name", "By name", "Give a name.")];

    public NetworkHealth Health
    {
        get => Trouble.At(ModuleCall.NetworkHealth).IsCompletedSuccessfully ? field : NetworkHealth.Healthy;
        set;
    } = NetworkHealth.Healthy;

    public ModuleTrouble Trouble { get; } = new();

    public Deeds Did { get; } = new();

    /// <summary>Runs inside every send; throw to fail it.</summary>
    public Func<OutgoingMessage, Task> BeforeSend { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs when a message has arrived; throw to lose the answer.</summary>
    public Func<OutgoingMessage, Task> AfterSend { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs before the network is asked what became of a message; throw to fail that.</summary>
    public Func<OutgoingMessage, Task> BeforeLookup { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whether what the network tells of may be what is being sent.</summary>
    public Func<OutgoingMessage, RemoteMessage, bool> Recognizes { get; set; } = (_, _) => true;

    /// <summary>Messages that its history does not show, though they are there.</summary>
    public HashSet<string> Hole { get; } = [];

    /// <summary>Runs before single messages are asked for; throw to fail that.</summary>
    public Action<ChatKey> BeforeChecking { get; set; } = _ => { };

    /// <summary>Runs before a chat's history is read; throw to fail that.</summary>
    public Func<ChatKey, Task> BeforeReading { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs before the network says what a chat is like; throw to fail that.</summary>
    public Func<ChatKey, Task> BeforeDescribing { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs when the network knows what to say of a chat, before it is heard.</summary>
    public Func<ChatKey, Task> AfterDescribing { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs when the network knows what to say of a person, before it is heard.</summary>
    public Func<RemoteUserId, Task> AfterNaming { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs inside each change of a group, with its name; throw to refuse it.</summary>
    public Func<string, Task> BeforeDeed { get; set; } = _ => Task.CompletedTask;

    /// <summary>Those who come into a group only once they have agreed.</summary>
    public ConcurrentDictionary<RemoteUserId, bool> MustAgree { get; } = new();

    /// <summary>How one logs in; null: by name and word.</summary>
    public Func<ILogin>? Login { get; set; }

    /// <summary>How many messages the network makes of one.</summary>
    public int Pieces { get; set; } = 1;

    /// <summary>Gives the bridge an account with other abilities than the scripted one.</summary>
    public Func<IAccount, IAccount> Disguise { get; set; } = account => account;

    public ConcurrentDictionary<DeliveryId, SentMessage> Arrived { get; } = new();

    public ConcurrentDictionary<ChatKey, ChatDetails> Chats { get; } = new();

    /// <summary>What people are called; who is not named here is called after their id.</summary>
    public ConcurrentDictionary<RemoteUserId, string> Names { get; } = new();

    public ConcurrentDictionary<RemoteUserId, AvatarReference> Avatars { get; } = new();

    /// <summary>What the network holds, oldest first.</summary>
    public List<RemoteMessage> History { get; } = [];

    public ConcurrentDictionary<string, ScriptedAccount> Accounts { get; } = new();

    /// <summary>The files of what was sent: they are there only while it is sent.</summary>
    public ConcurrentDictionary<string, byte[]> SentFiles { get; } = new();

    /// <summary>What was sent, in order.</summary>
    public ConcurrentQueue<OutgoingMessage> Sent { get; } = new();

    /// <summary>Items of albums that the network does not take.</summary>
    public IReadOnlyList<RefusedItem> Refused { get; set; } = [];

    /// <summary>What it has to say of what was sent.</summary>
    public string? Remark { get; set; }

    /// <summary>What was edited, in order.</summary>
    public ConcurrentQueue<OutgoingEdit> Edited { get; } = new();

    /// <summary>What was deleted, in order.</summary>
    public ConcurrentQueue<OutgoingDeletion> Deleted { get; } = new();

    public void Take(OutgoingMessage message)
    {
        IEnumerable<MediaFile> files = message.Content switch
        {
            AlbumContent album => album.Items.Select(static item => item.File),
            MediaContent single => [single.File],
            TextContent { Previews: { } previews } => previews.Select(static preview => preview.Image).OfType<MediaFile>(),
            _ => [],
        };
        foreach (var file in files)
        {
            SentFiles[file.Path!] = File.ReadAllBytes(file.Path!);
        }

        Sent.Enqueue(message);
    }

    /// <summary>Completes once an account runs.</summary>
    public async Task StartedAsync(string account)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var patience = new CancellationTokenSource(TestBridge.Patience);
        while (!Accounts.TryGetValue(account, out var running) || !running.IsStarted)
        {
            await looks.WaitForNextTickAsync(patience.Token);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Trouble.At(ModuleCall.NetworkStart);

    public ILogin CreateLogin(LoginFlow flow)
    {
        _ = Trouble.At(ModuleCall.CreateLogin);
        return Login?.Invoke() ?? new ScriptedLogin(Trouble);
    }

    public IAccount CreateAccount(StoredAccount account, IAccountHost host)
    {
        _ = Trouble.At(ModuleCall.CreateAccount, account.Id.Value);
        return Disguise(Accounts[account.Id.Value] = new ScriptedAccount(this, account, host));
    }

    public ValueTask DisposeAsync() => new(Trouble.At(ModuleCall.NetworkDispose));
}
