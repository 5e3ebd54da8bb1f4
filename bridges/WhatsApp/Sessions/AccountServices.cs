using Bridges.Engines;
using Bridges.WhatsApp.Engines;
using Microsoft.Extensions.Logging;

namespace Bridges.WhatsApp.Sessions;

/// <summary>What logins and accounts share.</summary>
/// <param name="CommandPrefix">With what commands begin in a chat's room: without it they would go to the chat.</param>
internal sealed record AccountServices(
    WhatsAppEngine Engine, EngineFolders Folders, FinishedLogins Finished, WhatsAppOptions Options, string CommandPrefix, TimeProvider Time, ILoggerFactory Loggers);
