using Bridges.Abstractions;

namespace Bridges.EngineModule;

/// <summary>A network that is nothing but its engine.</summary>
public sealed class EngineBridgeModule : IBridgeModule
{
    public NetworkDescription Network { get; } = new(new NetworkId("engine"), "Engine", "https://example.org");

    public Type OptionsType => typeof(EngineModuleOptions);

    public INetwork Create(IModuleHost host, object options) => new EngineNetwork((EngineModuleOptions)options, host);
}
