using Bridges.Abstractions;
using Bridges.ModuleKit;
using Bridges.ModuleKit.Compliance;

namespace Bridges.SampleModule.Tests;

/// <summary>The sample network with the account <c>alice</c>, whose friend is <c>friend-1</c>.</summary>
internal sealed class SampleBed : ComplianceBed
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bridges-sample-").FullName;
    private readonly INetwork _network;
    private readonly List<MessageContent> _before = [];
    private SampleAccount? _account;

    public SampleBed() => _network = new SampleBridgeModule().Create(new ModuleHost(_folder), new SampleOptions());

    public override ChatKey Chat { get; } = SampleChats.Key(1, new AccountId("alice"));

    public SampleFriend Friend => _account!.Friend;

    protected override async Task<IAccount> ConnectAsync(RecordingHost host)
    {
        if (_account is { } earlier)
        {
            _before.AddRange(earlier.Friend.Received.Select(message => message.Content));
        }

        _account = (SampleAccount)_network.CreateAccount(new StoredAccount(new AccountId("alice"), "alice", ReadOnlyMemory<byte>.Empty), host);
        await _account.StartAsync(Cancellation);
        await host.ConnectedAsync();
        return _account;
    }

    public override Task FriendSaysAsync(string text) => Friend.SayAsync(Chat, new TextContent(RichText.Plain(text))).AsTask();

    public override Task<IReadOnlyList<string>> FriendHasReadAsync() => Task.FromResult<IReadOnlyList<string>>(
        [.. _before.Concat(Friend.Received.Select(message => message.Content)).OfType<TextContent>().Select(content => content.Text.Text)]);

    public override ILogin NewLogin() => _network.CreateLogin(_network.LoginFlows[0]);

    protected override async Task EndAsync()
    {
        await _network.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
