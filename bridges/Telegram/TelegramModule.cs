using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Diagnosis;
using Bridges.Telegram.Options;
using Bridges.Telegram.Td;
using Microsoft.Extensions.Logging.Abstractions;

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
        // Without the note by which an engine ends the one before it, which is the bridge's own.
        var trial = engine.Create() with { ProcessNote = null };
        return new TelegramNetwork(
            telegram,
            host,
            new InstallationCheck(engine, telegram.Proxy),
            new ServiceCheck(telegram, host.TimeProvider, events => new EngineTransport(new Engine(trial, events, host.TimeProvider, NullLoggerFactory.Instance))),
            events => new EngineTransport(new Engine(engine.Create(), events, host.TimeProvider, host.LoggerFactory)));
    }
}
