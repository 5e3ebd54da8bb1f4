namespace Bridges.Engines.Processes;

/// <summary>A process's memory as Linux tells it in <c>/proc/{pid}/status</c> (proc_pid_status(5)).</summary>
internal static class ProcessMemory
{
    /// <summary>Resident and swapped memory in bytes; null where the system does not tell.</summary>
    public static long? Read(int processId)
    {
        try
        {
            return Parse(File.ReadAllText($"/proc/{processId}/status"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static long? Parse(string status)
    {
        long? kibibytes = null;
        foreach (var line in status.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("VmRSS:") || line.StartsWith("VmSwap:"))
            {
                var number = line[(line.IndexOf(':') + 1)..].Trim().TrimEnd("kB ");
                if (long.TryParse(number, out var value))
                {
                    kibibytes = (kibibytes ?? 0) + value;
                }
            }
        }

        return kibibytes * 1024;
    }
}
