using Bridges.Abstractions;

namespace Bridges.SampleModule;

/// <summary>
/// A network that exists in memory only. Installed as <c>sample</c>, or a second time as <c>sample2</c>; a file
/// <c>throws-at-load</c> beside it makes its constructor fail.
/// </summary>
public sealed class SampleBridgeModule : IBridgeModule
{
    private const string Name = "sample";

    public SampleBridgeModule()
    {
        var folder = Path.GetDirectoryName(typeof(SampleBridgeModule).Assembly.Location)!;
        if (File.Exists(Path.Combine(folder, "throws-at-load")))
        {
            throw new InvalidOperationException("was asked to fail when it is loaded.");
        }

        var isSecond = Path.GetFileName(folder) == $"{Name}2";
        Network = new NetworkDescription(new NetworkId(isSecond ? $"{Name}2" : Name), isSecond ? "Sample 2" : "Sample", "https://example.org");
    }

    public NetworkDescription Network { get; }

    public Type OptionsType => typeof(SampleOptions);

    public INetwork Create(IModuleHost host, object options)
    {
        var sampleOptions = (SampleOptions)options;
        if (sampleOptions.Fault == SampleFault.Options)
        {
            throw new ModuleConfigurationException("fault", "was asked to be refused.");
        }

        new SampleTrouble(sampleOptions).At(SampleFault.Create);
        return new SampleNetwork(sampleOptions, new SampleWishes(host.DataDirectory), host.TimeProvider);
    }
}
