using Bridges.Engines;
using Bridges.Telegram.Options;
using Bridges.Telegram.Td;
using Microsoft.Extensions.Logging;

namespace Bridges.Telegram.Sessions;

/// <summary>What all accounts share.</summary>
internal sealed record AccountServices(
    TdEngine Engine,
    ClientOpener Opener,
    EngineFolders Folders,
    FinishedLogins Finished,
    TelegramOptions Options,
    TimeProvider Time,
    ILoggerFactory Loggers);
