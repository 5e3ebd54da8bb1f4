using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.WhatsApp.Accounts;
using Bridges.WhatsApp.Diagnosis;
using Bridges.WhatsApp.Engines;
using Bridges.WhatsApp.Login;
using Bridges.WhatsApp.Sessions;
using Microsoft.Extensions.Logging;

namespace Bridges.WhatsApp;

/// <summary>WhatsApp: one engine process, and all logins and accounts in it.</summary>
internal sealed class WhatsAppNetwork : INetwork, IDiagnosesItself
{
    private readonly AccountServices _services;
    private readonly WhatsAppEngineOptions _engine;
    private readonly InstallationCheck _check;

    public WhatsAppNetwork(WhatsAppOptions options, IModuleHost host, WhatsAppEngineOptions engine, InstallationCheck check)
    {
        _engine = engine;
        _check = check;
        var folders = new EngineFolders(host.DataDirectory, host.LoggerFactory.CreateLogger<EngineFolders>());
        _services = new AccountServices(
            new WhatsAppEngine(engine.Create(), host.TimeProvider, host.LoggerFactory), folders, new FinishedLogins(), options, host.CommandPrefix, host.TimeProvider, host.LoggerFactory);
    }

    public IReadOnlyList<LoginFlow> LoginFlows => Login.LoginFlows.All;

    public EngineStatus EngineStatus => _services.Engine.Status;

    public NetworkHealth Health => EngineStatus switch
    {
        { Condition: EngineCondition.Running } => NetworkHealth.Healthy,
        { Problem: { } problem } => new NetworkHealth(IsHealthy: false, problem),
        _ => new NetworkHealth(IsHealthy: false, "The WhatsApp engine is being started."),
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _services.Folders.EraseMarked();
        _services.Engine.Start();
        return Task.CompletedTask;
    }

    public ILogin CreateLogin(LoginFlow flow) => new WhatsAppLogin(flow, _services);

    public IAccount CreateAccount(StoredAccount account, IAccountHost host) => new WhatsAppAccount(account, host, _services);

    public Task<IReadOnlyList<Abstractions.Diagnosis>> DiagnoseAsync(CancellationToken cancellationToken) => _check.RunAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.Engine.DisposeAsync();
        await _engine.DisposeAsync();
    }
}
