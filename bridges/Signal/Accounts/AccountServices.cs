using Bridges.Engines;
using Bridges.Signal.Backend;
using Bridges.Signal.Options;
using Microsoft.Extensions.Logging;

namespace Bridges.Signal.Accounts;

/// <summary>What all accounts of the module share.</summary>
internal sealed record AccountServices(
    SignalEngineHub Hub, EngineFolders Folders, SignalOptions Options, string CommandPrefix, TimeProvider Time, ILoggerFactory Loggers);
