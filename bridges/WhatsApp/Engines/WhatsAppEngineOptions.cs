using System.Text.RegularExpressions;
using Bridges.Abstractions;
using Bridges.Engines;
using Microsoft.Extensions.Logging;

namespace Bridges.WhatsApp.Engines;

/// <summary>Where Node.js and the engine are, and how the engine is run.</summary>
internal sealed partial class WhatsAppEngineOptions(WhatsAppOptions options, IModuleHost host) : IAsyncDisposable
{
    /// <summary>Release candidates change without notice, so exactly one version is right.</summary>
    public const string BaileysVersion = "7.0.0-rc14";

    private const string NodeVariable = "BRIDGES_NODE";
    private const int Protocol = 1;

    private readonly SocksGateway? _gateway = options.Proxy is { } address && new Uri(address) is { Scheme: WhatsAppOptions.SocksScheme } socks
        ? new SocksGateway(socks, host.LoggerFactory.CreateLogger<SocksGateway>())
        : null;

    public string EnginePath { get; } = Path.Combine(host.ModuleDirectory, "engine", "src", "main.ts");

    public string NodePath { get; } = FindNode(options, host);

    /// <summary>Set on top of the engine's environment: where a simulated network is.</summary>
    public IReadOnlyDictionary<string, string?> ExtraEnvironment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>What the engine finds in its environment.</summary>
    public IReadOnlyDictionary<string, string?> Environment
    {
        get
        {
            var environment = new Dictionary<string, string?>(ExtraEnvironment, StringComparer.Ordinal)
            {
                ["WHATSAPP_DEVICE_NAME"] = options.DeviceName,
                ["WHATSAPP_WEB_VERSION"] = options.WebVersion,
                ["NODE_OPTIONS"] = null,
            };
            if ((_gateway?.Address ?? options.Proxy) is { } proxy)
            {
                // For all that Node.js fetches; without exceptions, so that nothing goes past it.
                environment["NODE_USE_ENV_PROXY"] = "1";
                (environment["HTTPS_PROXY"], environment["HTTP_PROXY"], environment["https_proxy"], environment["http_proxy"]) = (proxy, proxy, proxy, proxy);
                (environment["NO_PROXY"], environment["no_proxy"]) = (null, null);
            }

            return environment;
        }
    }

    public ValueTask DisposeAsync() => _gateway?.DisposeAsync() ?? ValueTask.CompletedTask;

    public EngineOptions Create() => new()
    {
        Name = "whatsapp",
        FileName = NodePath,
        // Type stripping is silent from Node.js 24 on; the heap is bounded a little below what the supervisor allows.
        Arguments = [.. HeapLimit(options), EnginePath],
        Environment = Environment,
        MemoryLimitBytes = (long)options.MemoryLimitMb << 20,
        PingMethod = "ping",
        ProcessNote = Path.Combine(host.DataDirectory, "engine.process"),
        CheckHello = Check,
        Redact = line => Sensitive().Replace(line, "…"),
    };

    /// <returns>Null, or why this engine cannot be used.</returns>
    public static string? Check(EngineHello hello) =>
        hello.Protocol != Protocol
            ? $"The WhatsApp engine speaks protocol {hello.Protocol}, not {Protocol}. Install the engine that came with this module."
        : hello.Version != BaileysVersion
            ? $"The WhatsApp engine has Baileys {hello.Version}, and exactly {BaileysVersion} is needed. Install the engine that came with this module."
        : null;

    private static IEnumerable<string> HeapLimit(WhatsAppOptions options) =>
        options.MemoryLimitMb == 0 ? [] : [$"--max-old-space-size={options.MemoryLimitMb * 3 / 4}"];

    private static string FindNode(WhatsAppOptions options, IModuleHost host)
    {
        var beside = Path.GetFullPath(Path.Combine(host.ModuleDirectory, "..", "..", "node", "node"));
        return options.NodePath
            ?? (System.Environment.GetEnvironmentVariable(NodeVariable) is { Length: > 0 } path ? path : null)
            ?? (File.Exists(beside) ? beside : "node");
    }

    /// <summary>Phone numbers, and what may be a key.</summary>
    [GeneratedRegex(@"\+?\d{7,}|[A-Za-z0-9+/=]{32,}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sensitive();
}
