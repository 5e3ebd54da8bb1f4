using Bridges.Abstractions;
using MyNetwork.Accounts;
using MyNetwork.Login;

namespace MyNetwork;

/// <summary>The running module.</summary>
public sealed class MyNetworkNetwork(MyNetworkOptions options, IModuleHost host) : INetwork
{
    public IReadOnlyList<LoginFlow> LoginFlows { get; } = [new("name", "By name", "Give any name.")];

    public NetworkHealth Health => NetworkHealth.Healthy;

    public MyNetworkOptions Options => options;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ILogin CreateLogin(LoginFlow flow) => new NameLogin();

    public IAccount CreateAccount(StoredAccount account, IAccountHost accountHost) => new MyNetworkAccount(account, accountHost, host.TimeProvider);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
