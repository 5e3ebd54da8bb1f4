namespace Bridges.Telegram.Simulator.Sessions;

/// <summary>Rising server message ids: the time in 2^-32 seconds, the last two bits telling what the message is.</summary>
internal sealed class MessageIds(TimeProvider clock)
{
    public const int Answer = 1;
    public const int Push = 3;

    private readonly Lock gate = new();
    private long last;

    public long Next(int kind)
    {
        var elapsed = clock.GetUtcNow() - DateTimeOffset.UnixEpoch;
        var now = (long)(elapsed.TotalSeconds * 4294967296.0) & ~3L;
        lock (gate)
        {
            last = Math.Max(now, last + 4);
            return last + kind;
        }
    }
}
