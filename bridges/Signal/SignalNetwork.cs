using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Signal.Accounts;
using Bridges.Signal.Backend;
using Bridges.Signal.Diagnosis;
using Bridges.Signal.Errors;
using Bridges.Signal.Login;
using Bridges.Signal.Options;
using Microsoft.Extensions.Logging;

namespace Bridges.Signal;

/// <summary>Signal: one engine process, and all logins and accounts on it.</summary>
internal sealed class SignalNetwork : INetwork, IDiagnosesItself
{
    private static readonly LoginFlow Qr = new("qr", "QR code", "Scan a QR code with Signal on your phone (Settings, Linked devices).");

    private readonly AccountServices _services;
    private readonly InstallationCheck _check;

    /// <param name="connect">Makes the engine that tells its events to the given object.</param>
    public SignalNetwork(SignalOptions options, IModuleHost host, EngineProgram program, Func<IEngineEvents, ISignalEngine> connect)
    {
        var hub = new SignalEngineHub(connect, new SignalErrors(host.CommandPrefix), host.LoggerFactory.CreateLogger<SignalEngineHub>());
        var folders = new EngineFolders(host.DataDirectory, host.LoggerFactory.CreateLogger<EngineFolders>());
        _services = new AccountServices(hub, folders, options, host.CommandPrefix, host.TimeProvider, host.LoggerFactory);
        _check = new InstallationCheck(program, host);
    }

    public IReadOnlyList<LoginFlow> LoginFlows { get; } = [Qr];

    public EngineStatus EngineStatus => _services.Hub.Status;

    public NetworkHealth Health => EngineStatus switch
    {
        { Condition: EngineCondition.Running } => NetworkHealth.Healthy,
        { Problem: { } problem } => new NetworkHealth(IsHealthy: false, problem),
        _ => new NetworkHealth(IsHealthy: false, "The Signal engine is being started."),
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _services.Folders.EraseMarked();
        _services.Hub.Start();
        return Task.CompletedTask;
    }

    public ILogin CreateLogin(LoginFlow flow) => new LinkLogin(_services);

    public IAccount CreateAccount(StoredAccount account, IAccountHost host) =>
        new SignalAccount(account.Id, AccountSecret.Parse(account.Secret), host, _services);

    public Task<IReadOnlyList<Abstractions.Diagnosis>> DiagnoseAsync(CancellationToken cancellationToken) => _check.RunAsync(cancellationToken);

    public ValueTask DisposeAsync() => _services.Hub.DisposeAsync();
}
