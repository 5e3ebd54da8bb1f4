using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Bridges.Engines.Processes;

/// <summary>
/// A file that names an engine's process. One that hangs outlives its host, since it does not notice that its input was closed, and keeps
/// the network's files to itself: by this the next host finds it.
/// </summary>
internal sealed class ProcessNote(string path, TimeProvider time)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Names the process that runs from now on.</summary>
    /// <returns>Null, or why it could not be written. The engine works all the same; but where it hangs, nobody ends it after its host.</returns>
    public string? Write(int processId)
    {
        try
        {
            File.WriteAllText(path, Describe(processId) ?? "");
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    /// <summary>Waits for the process that was named last, which may just be ending, and kills it where it does not end.</summary>
    /// <returns>Its id where it was killed; null where there was none, or it ended by itself.</returns>
    public async Task<int?> EndAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (Find() is { } left)
        {
            if (time.GetElapsedTime(began) >= patience)
            {
                Kill(left);
                return left;
            }

            await Task.Delay(_pause, time, cancellationToken);
        }

        return null;
    }

    private static void Kill(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in this moment, or is not ours to end.
        }
    }

    /// <summary>The process that is named, if that one still runs; a zombie does not.</summary>
    private int? Find()
    {
        try
        {
            var note = File.ReadAllText(path);
            return int.TryParse(note.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Describe(id) == note ? id : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Its id, when it began and the start of the system, since ids are used again; null where it does not run (proc_pid_stat(5):
    /// the program's name, which may hold anything, stands in parentheses; then the state first, the start as the twentieth).
    /// </summary>
    private static string? Describe(int processId)
    {
        var id = processId.ToString(CultureInfo.InvariantCulture);
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : $"{id} {fields[19]} {File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
