using Bridges.Abstractions;

namespace MyNetwork;

/// <summary>The entry: describes the network and makes it.</summary>
public sealed class MyNetworkModule : IBridgeModule
{
    public NetworkDescription Network { get; } = new(new NetworkId("mynetwork"), "MyNetwork", "https://example.org");

    public Type OptionsType => typeof(MyNetworkOptions);

    public INetwork Create(IModuleHost host, object options)
    {
        var own = (MyNetworkOptions)options;
        return own.Patience > TimeSpan.Zero
            ? new MyNetworkNetwork(own, host)
            : throw new ModuleConfigurationException("patience", "must be longer than nothing, such as 30s.");
    }
}
