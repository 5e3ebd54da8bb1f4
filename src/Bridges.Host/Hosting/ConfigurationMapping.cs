using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Matrix;

namespace Bridges.Host;

/// <summary>The configuration in the terms of the parts that it is for.</summary>
internal static class ConfigurationMapping
{
    public static CoreOptions ToCoreOptions(this BridgesConfiguration configuration) => new()
    {
        ServerName = configuration.Homeserver.ServerName,
        BotLocalpart = configuration.Appservice.Bot,
        BotName = configuration.Appservice.BotName,
        GhostPrefix = configuration.Appservice.GhostPrefix,
        ApplicationServiceId = configuration.Appservice.Id,
        CommandPrefix = configuration.Bridging.CommandPrefix,
        ChatsAtLogin = configuration.Bridging.ChatsAtLogin,
        MessagesAtLogin = configuration.Bridging.MessagesAtLogin,
        StatusEventsForSuccess = configuration.Bridging.SuccessStatusEvents,
        Permissions = new PermissionTable(configuration.Permissions),
        KeepDone = TimeSpan.FromDays(configuration.Journal.KeepDoneDays),
    };

    public static HomeserverOptions ToHomeserverOptions(this BridgesConfiguration configuration, Secret token) => new()
    {
        Url = configuration.Homeserver.Url,
        Token = token.Reveal(),
    };
}
