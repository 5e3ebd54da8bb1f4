using System.ComponentModel;

namespace Bridges.MediaWorker.Sandboxing;

/// <summary>
/// Shuts the worker in before it sees the first file. Landlock and the system call filter bind the thread that asks for them and what it
/// starts, and a .NET process has several threads; so one thread enters, and starts the program anew in its place (execve).
/// </summary>
internal static class Sandbox
{
    /// <returns>Why it failed; when it does not fail, it does not return.</returns>
    public static string EnterAndStartAgain(WorkerOptions options, IReadOnlyList<string> arguments)
    {
        try
        {
            PreferAsVictim();
            ResourceLimits.Enter(options.MemoryBytes);
            var landlock = Landlock.Enter(Readable(options), options.InputFolder, options.OutputFolder);
            SystemCallFilter.Enter();
            List<string> program = [.. OwnCommand(arguments.Count), .. arguments, WorkerOptions.LandlockArgument, $"{landlock}"];
            throw NativeProcess.Replace(program, Environment(options));
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return $"the media worker cannot shut itself in: {exception.Message}";
        }
    }

    /// <summary>How this process was started, without the worker's own arguments: its program, or dotnet and its assembly.</summary>
    private static IEnumerable<string> OwnCommand(int argumentCount)
    {
        var whole = File.ReadAllText("/proc/self/cmdline").TrimEnd('\0').Split('\0');
        return whole.Take(whole.Length - argumentCount).Skip(1).Prepend(System.Environment.ProcessPath!);
    }

    private static IEnumerable<string> Readable(WorkerOptions options)
    {
        var runtime = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        string[] system =
        [
            "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/ld-musl-x86_64.path", "/etc/ld-musl-aarch64.path",
            "/proc", "/sys/fs/cgroup", "/sys/devices/system/cpu", System.Environment.ProcessPath!, runtime, AppContext.BaseDirectory,
        ];
        return options.Ffmpeg is { } ffmpeg ? [.. system, ffmpeg, .. Videos.FfmpegLibraries.Of(ffmpeg)] : system;
    }

    /// <summary>Nothing of the host's environment, which may hold secrets, is handed on.</summary>
    private static IEnumerable<string> Environment(WorkerOptions options)
    {
        yield return $"TMPDIR={options.OutputFolder}";
        yield return $"HOME={options.OutputFolder}";
        yield return "DOTNET_EnableDiagnostics=0";
        yield return "DOTNET_EnableWriteXorExecute=0";
        yield return "DOTNET_TieredPGO=0";
        yield return $"DOTNET_GCHeapHardLimit=0x{options.MemoryBytes / 4:x}";
        foreach (var name in new[] { "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_gcServer" })
        {
            if (System.Environment.GetEnvironmentVariable(name) is { } value)
            {
                yield return $"{name}={value}";
            }
        }
    }

    /// <summary>Short of memory, the kernel is to end a worker, and not the host.</summary>
    private static void PreferAsVictim()
    {
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "900");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A container may forbid it.
        }
    }
}
