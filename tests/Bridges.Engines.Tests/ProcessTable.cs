namespace Bridges.Engines.Tests;

internal static class ProcessTable
{
    /// <summary>Waits until a process has ended. A zombie has ended: it only waits for its parent.</summary>
    public static async Task WaitForEndAsync(int processId, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (IsAlive(processId))
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    public static bool IsAlive(int processId)
    {
        try
        {
            return !File.ReadAllText($"/proc/{processId}/status").Contains("State:\tZ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
