using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Accounts;
using Bridges.Telegram.Diagnosis;
using Bridges.Telegram.Login;
using Bridges.Telegram.Options;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;
using Microsoft.Extensions.Logging;

namespace Bridges.Telegram;

/// <summary>Telegram: one engine process, and all logins and accounts on it.</summary>
internal sealed class TelegramNetwork : INetwork, IDiagnosesItself
{
    private readonly AccountServices _services;
    private readonly InstallationCheck _check;
    private readonly ServiceCheck _service;

    /// <param name="connect">Makes the transport that tells its events to the given object.</param>
    public TelegramNetwork(TelegramOptions options, IModuleHost host, InstallationCheck check, ServiceCheck service, Func<IEngineEvents, ITdTransport> connect)
    {
        _check = check;
        _service = service;
        var folders = new EngineFolders(host.DataDirectory, host.LoggerFactory.CreateLogger<EngineFolders>());
        var engine = new TdEngine(connect, host.LoggerFactory.CreateLogger<TdEngine>());
        var opener = new ClientOpener(engine, options, folders, new ProxyGuard(host.TimeProvider, host.LoggerFactory.CreateLogger<ProxyGuard>()));
        _services = new AccountServices(engine, opener, folders, new FinishedLogins(), options, host.CommandPrefix, host.TimeProvider, host.LoggerFactory);
    }

    public IReadOnlyList<LoginFlow> LoginFlows => Login.LoginFlows.All;

    public EngineStatus EngineStatus => _services.Engine.Status;

    public NetworkHealth Health => EngineStatus switch
    {
        { Condition: EngineCondition.Running } => NetworkHealth.Healthy,
        { Problem: { } problem } => new NetworkHealth(IsHealthy: false, problem),
        _ => new NetworkHealth(IsHealthy: false, "The Telegram engine is being started."),
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _services.Folders.EraseMarked();
        _services.Engine.Start();
        return Task.CompletedTask;
    }

    public ILogin CreateLogin(LoginFlow flow) =>
        new TelegramLogin(flow, _services.Engine, _services.Opener, _services.Folders, _services.Finished);

    public IAccount CreateAccount(StoredAccount account, IAccountHost host)
    {
        var secret = AccountSecret.Parse(account.Secret);
        var parts = new AccountParts(account.Id, secret, _services.Finished.Take(secret.Folder), host, _services);
        return secret.IsBot ? new BotAccount(parts) : new UserAccount(parts);
    }

    /// <summary>Where the engine runs, the accounts tell whether Telegram answers.</summary>
    public async Task<IReadOnlyList<Abstractions.Diagnosis>> DiagnoseAsync(CancellationToken cancellationToken)
    {
        var found = await _check.RunAsync(cancellationToken);
        return EngineStatus.Condition != EngineCondition.Stopped || found.Any(one => one.Problem is not null)
            ? found
            : [.. found, await _service.RunAsync(cancellationToken)];
    }

    public ValueTask DisposeAsync() => _services.Engine.DisposeAsync();
}
