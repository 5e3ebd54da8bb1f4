using System.Text.RegularExpressions;
using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Signal.Options;

namespace Bridges.Signal.Backend;

/// <summary>Where the engine and Node.js are, and how the engine is run.</summary>
internal sealed partial class EngineProgram(SignalOptions options, IModuleHost host)
{
    private const string NodeVariable = "BRIDGES_NODE";
    private const int Protocol = 1;

    public string EngineFolder { get; } = Path.Combine(host.ModuleDirectory, "engine");

    public string EnginePath => Path.Combine(EngineFolder, "src", "main.ts");

    public string NodePath { get; } =
        options.NodePath
        ?? (Environment.GetEnvironmentVariable(NodeVariable) is { Length: > 0 } path ? path : null)
        ?? (Path.Combine(host.ModuleDirectory, "..", "..", "node", "node") is var bundled && File.Exists(bundled) ? Path.GetFullPath(bundled) : "node");

    public EngineOptions Create() => new()
    {
        Name = "signal",
        FileName = NodePath,
        Arguments = Arguments(),
        // What the admin sets for other programs is not for this one.
        Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["NODE_OPTIONS"] = null },
        MemoryLimitBytes = (long)options.MemoryLimitMb << 20,
        PingMethod = "ping",
        ProcessNote = Path.Combine(host.DataDirectory, "engine.process"),
        StartTimeout = TimeSpan.FromSeconds(60),
        RequestTimeout = TimeSpan.FromSeconds(90),
        CheckHello = Check,
        Redact = line => Sensitive().Replace(line, "…"),
    };

    /// <returns>Null, or why this engine cannot be used.</returns>
    public static string? Check(EngineHello hello) =>
        hello.Protocol == Protocol
            ? null
            : $"The Signal engine speaks protocol {hello.Protocol}, not {Protocol}. Install the engine that came with this module.";

    private string[] Arguments()
    {
        string[] program = ["--disable-warning=ExperimentalWarning", EnginePath];
        return options.ServiceFile is { } file ? [.. program, file] : program;
    }

    /// <summary>Phone numbers and ids of people.</summary>
    [GeneratedRegex(@"\+?\d{9,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sensitive();
}
