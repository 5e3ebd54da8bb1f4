using System.Diagnostics;
using Bridges.Engines;
using Bridges.Telegram.Options;
using Found = Bridges.Abstractions.Diagnosis;

namespace Bridges.Telegram.Diagnosis;

/// <summary>Looks whether all parts of the module are there and fit together.</summary>
internal sealed class InstallationCheck(TelegramEngineOptions engine, ProxyOptions? proxy)
{
    private const string LibrarySubject = "TDLib";
    private const string InstallLibrary = "Run scripts/install-tdlib and name the library that it prints in networks.telegram.tdlib_path.";
    private const string InstallEngine = "Install the module again, with its engine folder.";
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(20);

    public async Task<IReadOnlyList<Found>> RunAsync(CancellationToken cancellationToken) =>
    [
        File.Exists(engine.EnginePath)
            ? new("Telegram engine")
            : new("Telegram engine", $"{engine.EnginePath} is missing.", InstallEngine),
        File.Exists(engine.LibraryPath)
            ? await TryAsync(cancellationToken)
            : new(LibrarySubject, $"There is no library at {engine.LibraryPath}.", InstallLibrary),
        .. await ProxyCheck.RunAsync(proxy, cancellationToken),
    ];

    /// <summary>Runs the engine with no input: it says hello, with the library's version, and ends.</summary>
    private async Task<Found> TryAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(engine.EnginePath))
        {
            return new(LibrarySubject, "It cannot be tried without the engine.", InstallEngine);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestRun);
        using var process = new Process { StartInfo = StartInfo() };
        try
        {
            process.Start();
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return Judge(output, await errors);
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Kill(process);
            return new(LibrarySubject, $"The engine cannot be run: {exception.Message}", "Check that `dotnet` is installed and in PATH.");
        }
    }

    private static Found Judge(string output, string errors) =>
        output.Contains($"\"{TelegramEngineOptions.TdlibVersion}\"", StringComparison.Ordinal)
            ? new($"{LibrarySubject} {TelegramEngineOptions.TdlibVersion}")
        : output.Contains("\"hello\"", StringComparison.Ordinal)
            ? new(LibrarySubject, $"It is another version than {TelegramEngineOptions.TdlibVersion}.", InstallLibrary)
        : new(LibrarySubject, $"It cannot be loaded: {errors.Trim()}", InstallLibrary);

    internal ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(DotnetProgram.FileName)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in engine.Create().Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The bridge's own secrets may be among them; the supervised engine does not get them either.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("BRIDGES_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
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
