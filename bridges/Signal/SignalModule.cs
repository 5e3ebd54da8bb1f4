using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Signal.Backend;
using Bridges.Signal.Options;

namespace Bridges.Signal;

/// <summary>The module for Signal, on Signal's own libraries.</summary>
public sealed class SignalModule : IBridgeModule
{
    /// <inheritdoc/>
    public NetworkDescription Network { get; } = new(new NetworkId("signal"), "Signal", "https://signal.org");

    /// <inheritdoc/>
    public Type OptionsType => typeof(SignalOptions);

    /// <inheritdoc/>
    public INetwork Create(IModuleHost host, object options)
    {
        var signal = (SignalOptions)options;
        OptionsCheck.ThrowIfUnusable(signal);
        var program = new EngineProgram(signal, host);
        return new SignalNetwork(
            signal,
            host,
            program,
            events => new SupervisedEngine(new Engine(program.Create(), events, host.TimeProvider, host.LoggerFactory)));
    }
}
