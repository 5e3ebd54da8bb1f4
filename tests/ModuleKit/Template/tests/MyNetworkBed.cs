using Bridges.Abstractions;
using Bridges.ModuleKit;
using Bridges.ModuleKit.Compliance;
using MyNetwork.Accounts;
using MyNetwork.Echo;

namespace MyNetwork.Tests;

/// <summary>The network with one account, whose friend is the echo.</summary>
internal sealed class MyNetworkBed : ComplianceBed
{
    private static readonly AccountId Alice = new("alice");

    private readonly string _folder = Directory.CreateTempSubdirectory("mynetwork-").FullName;
    private readonly INetwork _network;
    private readonly List<string> _before = [];
    private EchoFriend? _friend;

    public MyNetworkBed() => _network = new MyNetworkModule().Create(new ModuleHost(_folder), new MyNetworkOptions());

    public override ChatKey Chat { get; } = EchoFriend.ChatWith(Alice);

    public override Task FriendSaysAsync(string text) => _friend!.SayAsync(Chat, RichText.Plain(text)).AsTask();

    public override Task<IReadOnlyList<string>> FriendHasReadAsync() => Task.FromResult<IReadOnlyList<string>>([.. _before, .. _friend!.Heard]);

    public override ILogin NewLogin() => _network.CreateLogin(_network.LoginFlows[0]);

    protected override async Task<IAccount> ConnectAsync(RecordingHost host)
    {
        _before.AddRange(_friend?.Heard ?? []);
        var account = (MyNetworkAccount)_network.CreateAccount(new StoredAccount(Alice, "alice", ReadOnlyMemory<byte>.Empty), host);
        _friend = account.Friend;
        await account.StartAsync(Cancellation);
        await host.ConnectedAsync();
        return account;
    }

    protected override async Task EndAsync()
    {
        await _network.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
