using System.Diagnostics;
using System.Globalization;
using Bridges.Core;

namespace Bridges.Host;

/// <summary>
/// For tests of recovery: ends the process, as a power cut would, when a message passes a checkpoint for the n-th time.
/// Set by the environment: <c>BRIDGES_KILL_AT=HandOverNoted</c> or <c>BRIDGES_KILL_AT=HandOverNoted:2</c>.
/// </summary>
internal sealed class KillPoint(Checkpoint point, int times) : ICheckpoints
{
    public const string Variable = "BRIDGES_KILL_AT";

    private int _left = times;

    /// <summary>What the variable asks for; null where it asks for nothing that exists.</summary>
    public static KillPoint? Parse(string? text)
    {
        var parts = (text ?? "").Split(':', 2);
        var isNumbered = parts.Length == 2;
        var times = 1;
        return Enum.TryParse(parts[0], out Checkpoint point) && Enum.IsDefined(point)
            && (!isNumbered || int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out times))
            ? new KillPoint(point, times)
            : null;
    }

    public void Reached(Checkpoint checkpoint)
    {
        if (checkpoint == point && Interlocked.Decrement(ref _left) == 0)
        {
            Console.Error.WriteLine($"{Variable}: killed at {point}");
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
    }
}
