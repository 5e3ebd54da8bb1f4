using Microsoft.Extensions.Logging;

namespace Bridges.Abstractions;

/// <summary>What the host gives a module.</summary>
public interface IModuleHost
{
    /// <summary>A folder of the module's own, existing and private to the host's user.</summary>
    string DataDirectory { get; }

    /// <summary>The folder that the module was loaded from.</summary>
    string ModuleDirectory { get; }

    ILoggerFactory LoggerFactory { get; }

    TimeProvider TimeProvider { get; }

    /// <summary>Looks into files and converts them. The host converts what <see cref="MediaRules"/> ask for by itself.</summary>
    IMediaConverter Media { get; }

    /// <summary>
    /// With what commands begin in a chat's room, where every other text goes to the chat. A module that names a command in a text that may stand there
    /// writes it with this in front. Default: <c>!bridges</c>, as the host's.
    /// </summary>
    string CommandPrefix => "!bridges";
}
