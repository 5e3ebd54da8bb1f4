using System.Text.RegularExpressions;
using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Options;

namespace Bridges.Telegram;

/// <summary>Where the engine and TDLib are, and how the engine is run.</summary>
internal sealed partial class TelegramEngineOptions(TelegramOptions options, IModuleHost host)
{
    /// <summary>TDLib changes its interface without notice, so exactly one version is right.</summary>
    public const string TdlibVersion = "1.8.65";

    private const string LibraryVariable = "BRIDGES_TDJSON";
    private const int Protocol = 1;

    public string EnginePath { get; } = Path.Combine(host.ModuleDirectory, "engine", "bridges-telegram-engine.dll");

    public string LibraryPath { get; } =
        options.TdlibPath
        ?? (Environment.GetEnvironmentVariable(LibraryVariable) is { Length: > 0 } path ? path : null)
        ?? Path.Combine(host.ModuleDirectory, "engine", "libtdjson.so");

    public EngineOptions Create() => new()
    {
        Name = "telegram",
        FileName = DotnetProgram.FileName,
        Arguments = [EnginePath, "--tdlib", LibraryPath],
        MemoryLimitBytes = (long)options.MemoryLimitMb << 20,
        PingMethod = "ping",
        ProcessNote = Path.Combine(host.DataDirectory, "engine.process"),
        CheckHello = Check,
        Redact = line => Sensitive().Replace(line, "…"),
    };

    /// <summary>Phone numbers, and the raw queries that TDLib writes out when one fails.</summary>
    [GeneratedRegex(@"\b[0-9a-f]{8}( [0-9a-f]{8})*\b|\+?\d{9,}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sensitive();

    /// <returns>Null, or why this engine cannot be used.</returns>
    public static string? Check(EngineHello hello) =>
        hello.Protocol != Protocol
            ? $"The Telegram engine speaks protocol {hello.Protocol}, not {Protocol}. Install the engine that came with this module."
        : hello.Version != TdlibVersion
            ? $"The Telegram engine has TDLib {hello.Version}, and exactly {TdlibVersion} is needed. Run scripts/install-tdlib, or name the right library in networks.telegram.tdlib_path."
        : null;
}
