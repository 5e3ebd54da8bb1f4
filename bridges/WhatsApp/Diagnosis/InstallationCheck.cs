using System.Diagnostics;
using System.Text.Json;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Engines;
using Found = Bridges.Abstractions.Diagnosis;

namespace Bridges.WhatsApp.Diagnosis;

/// <summary>Looks whether all parts of the module are there and fit together, and whether what hardens the engine is in place.</summary>
internal sealed class InstallationCheck(WhatsAppEngineOptions engine)
{
    private const string NodeSubject = "Node.js for WhatsApp";
    private const string EngineSubject = "WhatsApp engine";
    private const string HardeningSubject = "WhatsApp engine's hardening";
    private const string InstallNode = "Run scripts/install-node and name the program that it prints in networks.whatsapp.node_path, or install Node.js 24 or newer.";
    private const string InstallEngine = "Install the module again, with its engine folder.";
    private const string ServerSubject = "WhatsApp's servers";
    private const string ClockSubject = "this machine's clock";
    private const string Questions = """
        {"jsonrpc":"2.0","id":1,"method":"hardening"}
        {"jsonrpc":"2.0","id":2,"method":"probe"}

        """;

    private const int Answers = 2;

    /// <summary>WhatsApp's own apps refuse to work with a clock that is further off.</summary>
    private const int MostSecondsOff = 300;

    private const int LeastNode = 24;

    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<Found>> RunAsync(CancellationToken cancellationToken)
    {
        var node = await RunAsync(["--version"], input: "", cancellationToken);
        if (node is null && IsNoProgram(engine.NodePath))
        {
            return [new(NodeSubject, $"{engine.NodePath} is not marked as a program.", $"chmod +x {engine.NodePath}")];
        }

        if (ReadVersion(node) is not >= LeastNode)
        {
            return [new(NodeSubject, node is null ? $"{engine.NodePath} cannot be run." : $"{engine.NodePath} is version {node.Trim()}; {LeastNode} or newer is needed.", InstallNode)];
        }

        if (!File.Exists(engine.EnginePath))
        {
            return [new(NodeSubject), new(EngineSubject, $"{engine.EnginePath} is missing.", InstallEngine)];
        }

        var output = await RunAsync([engine.EnginePath], Questions, cancellationToken);
        return [new(NodeSubject), .. Judge(output)];
    }

    private static bool IsNoProgram(string path) => !OperatingSystem.IsWindows() && File.Exists(path)
        && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) == UnixFileMode.None;

    private static int? ReadVersion(string? output) =>
        output?.Trim().TrimStart('v').Split('.')[0] is { } major && int.TryParse(major, out var number) ? number : null;

    private static IEnumerable<Found> Judge(string? output)
    {
        var lines = (output ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).OfType<JsonElement>().ToList();
        var hello = lines.Find(line => line.Text("method") == "hello").Object("params");
        if (hello?.Text("version") is not { } version)
        {
            yield return new(EngineSubject, "It does not start.", InstallEngine);
            yield break;
        }

        yield return version == WhatsAppEngineOptions.BaileysVersion
            ? new($"{EngineSubject} (Baileys {version}, WhatsApp Web {hello?.Text("web")})")
            : new(EngineSubject, $"It has Baileys {version} instead of {WhatsAppEngineOptions.BaileysVersion}.", InstallEngine);
        var hardening = Answer(lines, 1);
        yield return hardening.Flag("signatures") && hardening.Flag("gate") && hardening.Flag("order") && hardening.Flag("ratchets") && hardening.Flag("sessions")
            && hardening.Flag("streams") && hardening.Flag("console")
            ? new(HardeningSubject)
            : new(HardeningSubject, "What keeps its keys, signatures and the order of messages safe is not in place: do not use it.", InstallEngine);
        foreach (var found in JudgeProbe(Answer(lines, 2)))
        {
            yield return found;
        }
    }

    private static IEnumerable<Found> JudgeProbe(JsonElement probed)
    {
        yield return probed.Text("web") switch
        {
            "accepted" => new($"{ServerSubject} (they take web version {probed.Text("version")})"),
            "outdated" => new(
                ServerSubject, $"WhatsApp refuses web version {probed.Text("version")} as outdated.",
                "Update Bridges, or set networks.whatsapp.web_version to the number after client_revision in https://web.whatsapp.com/sw.js, written as 2.3000.NUMBER."),
            "untrusted" => new(
                ServerSubject, "Who answers in place of WhatsApp's server cannot prove that it is WhatsApp's.", "Look for a proxy or filter that opens TLS connections, and let web.whatsapp.com through."),
            _ => new(ServerSubject, "They do not answer.", "Let this machine through to web.whatsapp.com, port 443, or set networks.whatsapp.proxy."),
        };
        if (probed.Whole("ahead") is { } ahead)
        {
            yield return Math.Abs(ahead) <= MostSecondsOff
                ? new($"{ClockSubject}, by WhatsApp's")
                : new(ClockSubject, $"It is {Math.Abs(ahead)} seconds {(ahead > 0 ? "ahead of" : "behind")} WhatsApp's.", "Set the clock, for instance: sudo timedatectl set-ntp true");
        }
    }

    private static JsonElement Answer(List<JsonElement> lines, int id) => lines.Find(line => line.Whole("id") == id).Object("result") ?? default;

    private static JsonElement? Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line).RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Its output; null where it cannot be run.</returns>
    private async Task<string?> RunAsync(IReadOnlyList<string> arguments, string input, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestRun);
        using var process = new Process { StartInfo = StartInfo(arguments) };
        try
        {
            process.Start();
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
            await process.StandardInput.FlushAsync(patience.Token);
            var output = await ReadAnswersAsync(process, input.Length == 0 ? 0 : Answers, patience.Token);
            await process.WaitForExitAsync(patience.Token);
            await errors;
            return output;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Kill(process);
            return null;
        }
    }

    /// <summary>The engine ends when its input does, so that stays open until all is answered.</summary>
    private static async Task<string> ReadAnswersAsync(Process process, int answers, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count(line => line.Contains("\"id\":", StringComparison.Ordinal)) < answers && await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            lines.Add(line);
        }

        process.StandardInput.Close();
        lines.Add(await process.StandardOutput.ReadToEndAsync(cancellationToken));
        return string.Join('\n', lines);
    }

    private ProcessStartInfo StartInfo(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(engine.NodePath, arguments)
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };

        // The bridge's own secrets may be among them; the supervised engine does not get them either.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("BRIDGES_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in engine.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It never started, or has ended.
        }
    }
}
