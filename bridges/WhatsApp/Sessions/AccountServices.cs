using Bridges.Engines;
using Bridges.WhatsApp.Engines;
using Microsoft.Extensions.Logging;

namespace Bridges.WhatsApp.Sessions;

/// <summary>What logins and accounts share.</summary>
internal sealed record AccountServices(
    WhatsAppEngine Engine, EngineFolders Folders, FinishedLogins Finished, WhatsAppOptions Options, TimeProvider Time, ILoggerFactory Loggers);
