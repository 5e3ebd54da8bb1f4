using Bridges.Engines;
using Bridges.Telegram.Options;
using Bridges.Telegram.Td;
using Microsoft.Extensions.Logging;

namespace Bridges.Telegram.Sessions;

/// <summary>What all accounts share.</summary>
/// <param name="CommandPrefix">With what commands begin in a chat's room: without it they would go to the chat.</param>
internal sealed record AccountServices(
    TdEngine Engine,
    ClientOpener Opener,
    EngineFolders Folders,
    FinishedLogins Finished,
    TelegramOptions Options,
    string CommandPrefix,
    TimeProvider Time,
    ILoggerFactory Loggers);
