using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Diagnosis;
using Bridges.Telegram.Options;
using Bridges.Telegram.Td;

namespace Bridges.Telegram;

/// <summary>The module for Telegram, on TDLib, Telegram's own client library.</summary>
public sealed class TelegramModule : IBridgeModule
{
    /// <inheritdoc/>
    public NetworkDescription Network { get; } = new(new NetworkId("telegram"), "Telegram", "https://telegram.org");

    /// <inheritdoc/>
    public Type OptionsType => typeof(TelegramOptions);

    /// <inheritdoc/>
    public INetwork Create(IModuleHost host, object options)
    {
        var telegram = (TelegramOptions)options;
        OptionsCheck.ThrowIfUnusable(telegram);
        var engine = new TelegramEngineOptions(telegram, host);
        return new TelegramNetwork(
            telegram,
            host,
            new InstallationCheck(engine, telegram.Proxy),
            events => new EngineTransport(new Engine(engine.Create(), events, host.TimeProvider, host.LoggerFactory)));
    }
}
