using Bridges.Abstractions;
using Bridges.WhatsApp.Diagnosis;
using Bridges.WhatsApp.Engines;

namespace Bridges.WhatsApp;

/// <summary>The module for WhatsApp, as a linked device, on Baileys in an engine of its own.</summary>
public sealed class WhatsAppModule : IBridgeModule
{
    /// <inheritdoc/>
    public NetworkDescription Network { get; } = new(new NetworkId("whatsapp"), "WhatsApp", "https://www.whatsapp.com");

    /// <inheritdoc/>
    public Type OptionsType => typeof(WhatsAppOptions);

    /// <inheritdoc/>
    public INetwork Create(IModuleHost host, object options)
    {
        var whatsApp = (WhatsAppOptions)options;
        OptionsCheck.ThrowIfUnusable(whatsApp);
        var engine = new WhatsAppEngineOptions(whatsApp, host);
        return new WhatsAppNetwork(whatsApp, host, engine, new InstallationCheck(engine));
    }
}
