using Bridges.Abstractions;
using Polly;
using Polly.Timeout;

namespace Bridges.SampleModule;

/// <summary>Logs anyone in who gives a name.</summary>
public sealed class SampleNetwork : INetwork, IDiagnosesItself
{
    private static readonly LoginFlow ByName = new("name", "By name", "Give any name.");
    private static readonly LoginFlow WithDetails = new("details", "With details", "Give a name, a color and a note.");
    private static readonly LoginFlow ByCode = new("qr", "By code", "Look at a code.");

    private readonly SampleOptions _options;
    private readonly SampleTrouble _trouble;
    private readonly TimeProvider _timeProvider;
    private readonly SampleWishes _wishes;
    private readonly ResiliencePipeline _patience;

    internal SampleNetwork(SampleOptions options, SampleWishes wishes, TimeProvider timeProvider)
    {
        _options = options;
        _trouble = new SampleTrouble(options);
        _timeProvider = timeProvider;
        _wishes = wishes;
        _patience = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            .AddTimeout(new TimeoutStrategyOptions { Timeout = TimeSpan.FromSeconds(30) })
            .Build();
    }

    public IReadOnlyList<LoginFlow> LoginFlows => _options.OffersManyLogins ? [ByName, WithDetails, ByCode] : [ByName];

    public NetworkHealth Health
    {
        get
        {
            _trouble.At(SampleFault.AskedForHealth);
            return _options.Fault == SampleFault.Health
                ? new NetworkHealth(IsHealthy: false, "The sample was asked to be unwell.")
                : NetworkHealth.Healthy;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _trouble.At(SampleFault.Start);
        return Task.CompletedTask;
    }

    public ILogin CreateLogin(LoginFlow flow) => flow.Id switch
    {
        "details" => new SampleDetailsLogin(),
        "qr" => new SampleQrLogin(_timeProvider, _wishes),
        _ => new SampleLogin(),
    };

    public IAccount CreateAccount(StoredAccount account, IAccountHost host)
    {
        _trouble.At(SampleFault.Account);
        return new SampleAccount(account, host, _options, _trouble, _wishes, _patience, _timeProvider);
    }

    public Task<IReadOnlyList<Diagnosis>> DiagnoseAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Diagnosis>>(_options.Fault == SampleFault.Health
            ? [new("the sample's memory", "It was asked to be unwell.", "Set 'fault: none'.")]
            : [new("the sample's memory")]);

    public ValueTask DisposeAsync()
    {
        _trouble.At(SampleFault.Dispose);
        return ValueTask.CompletedTask;
    }
}
