using System.ComponentModel;
using System.Diagnostics;

namespace Bridges.Engines.Processes;

/// <summary>One run of an engine's program.</summary>
internal sealed class EngineProcess : IDisposable
{
    private const int NoSuchFile = 2;
    private const int NoPermission = 13;

    private readonly Process process;

    private EngineProcess(Process process)
    {
        this.process = process;
        Id = process.Id;
        Exit = WaitForExitAsync();
    }

    public int Id { get; }

    public Stream Input => process.StandardInput.BaseStream;

    public Stream Output => process.StandardOutput.BaseStream;

    public Stream ErrorOutput => process.StandardError.BaseStream;

    /// <summary>Done when the process has ended, with its exit code.</summary>
    public Task<int> Exit { get; }

    /// <exception cref="EngineFaultException">It cannot be started.</exception>
    public static EngineProcess Start(EngineOptions options)
    {
        if (options.WorkingDirectory is { } folder && !Directory.Exists(folder))
        {
            throw new EngineFaultException($"The engine \"{options.Name}\" cannot be started: its working directory {folder} does not exist.");
        }

        try
        {
            var child = Process.Start(Describe(options)) ?? throw new InvalidOperationException("No process was started.");
            PreferAsVictim(child.Id);
            return new EngineProcess(child);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException)
        {
            throw new EngineFaultException(
                $"The engine \"{options.Name}\" cannot be started: {Explain(options.FileName, exception)}", exception);
        }
    }

    public long? ReadMemory() => Exit.IsCompleted ? null : ProcessMemory.Read(Id);

    /// <summary>Ends the process and its children at once.</summary>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in this moment.
        }
    }

    public void Dispose() => process.Dispose();

    private static ProcessStartInfo Describe(EngineOptions options)
    {
        var start = new ProcessStartInfo(options.FileName, options.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = options.WorkingDirectory ?? "",
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("BRIDGES_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        // Engines on .NET: no door for debuggers, which would be left in the folder for temporary files when one is killed.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string Explain(string fileName, Exception exception)
    {
        var isPath = fileName.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return exception switch
        {
            Win32Exception { NativeErrorCode: NoSuchFile } when isPath && File.Exists(fileName) =>
                $"{fileName} exists, but the interpreter or loader it names does not (is it built for another system?).",
            Win32Exception { NativeErrorCode: NoSuchFile } when isPath => $"there is no file {fileName}.",
            Win32Exception { NativeErrorCode: NoSuchFile } => $"there is no program {fileName} in PATH.",
            Win32Exception { NativeErrorCode: NoPermission } => $"{fileName} may not be executed (check its permissions: chmod +x).",
            _ => $"{fileName}: {exception.Message}",
        };
    }

    /// <summary>When the machine runs out of memory, the kernel is to end an engine, which is restarted, and not the host.</summary>
    private static void PreferAsVictim(int processId)
    {
        try
        {
            File.WriteAllText($"/proc/{processId}/oom_score_adj", "500");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not Linux, or it has ended already.
        }
    }

    private async Task<int> WaitForExitAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
