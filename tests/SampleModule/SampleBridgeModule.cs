using Bridges.Abstractions;

namespace Bridges.SampleModule;

/// <summary>A network that exists in memory only.</summary>
public sealed class SampleBridgeModule : IBridgeModule
{
    public NetworkDescription Network { get; } = new(new NetworkId("sample"), "Sample", "https://example.org");

    public Type OptionsType => typeof(SampleOptions);

    public INetwork Create(IModuleHost host, object options)
    {
        var sampleOptions = (SampleOptions)options;
        return sampleOptions.Fault switch
        {
            SampleFault.Options => throw new ModuleConfigurationException("fault", "was asked to be refused."),
            SampleFault.Create => throw new InvalidOperationException("was asked to fail."),
            _ => new SampleNetwork(sampleOptions, host.TimeProvider),
        };
    }
}
