using Bridges.Telegram.Simulator.Transport;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Faults;

/// <summary>What the data centre does wrong on purpose. Thread-safe.</summary>
public sealed class FaultPlan
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<PlannedFault>> planned = new(StringComparer.Ordinal);
    private readonly Dictionary<(Person Person, string Method), PlannedFault> always = [];
    private readonly Listener listener;
    private volatile bool losePushes;
    private long answerDelayTicks;

    internal FaultPlan(Listener listener) => this.listener = listener;

    /// <summary>While set, nothing is pushed: clients learn of news only by asking for the difference. Default: false.</summary>
    public bool LosePushes
    {
        get => losePushes;
        set => losePushes = value;
    }

    /// <summary>While set, new connections are closed at once. Default: false.</summary>
    public bool RefuseConnections
    {
        get => listener.Refusing;
        set => listener.Refusing = value;
    }

    /// <summary>While set, connections stay open and take everything, but nothing is heard and nothing is said. Default: false.</summary>
    public bool Mute
    {
        get => listener.Mute;
        set => listener.Mute = value;
    }

    /// <summary>How long each answer is held back. Default: not at all.</summary>
    public TimeSpan AnswerDelay
    {
        get => new(Interlocked.Read(ref answerDelayTicks));
        set => Interlocked.Exchange(ref answerDelayTicks, value.Ticks);
    }

    /// <summary>Closes every open connection.</summary>
    public void DropConnections() => listener.CloseAll();

    /// <summary>The next <paramref name="times"/> calls of a method fail with FLOOD_WAIT.</summary>
    public void FloodWait(string method, int seconds, int times = 1) => Fail(method, 420, $"FLOOD_WAIT_{seconds}", times);

    /// <summary>The next <paramref name="times"/> calls of a method fail with an internal error (500).</summary>
    public void InternalError(string method, int times = 1) => Fail(method, 500, "INTERNAL", times);

    /// <summary>The next <paramref name="times"/> calls of a method fail with the given error.</summary>
    public void Fail(string method, int code, string message, int times = 1) => Plan(method, new PlannedFault((code, message), false), times);

    /// <summary>The next <paramref name="times"/> calls of a method are carried out, but the connection drops before the answer.</summary>
    public void LoseAnswer(string method, int times = 1) => Plan(method, new PlannedFault(null, true), times);

    /// <summary>Every call of a method by one person fails, until <see cref="Clear"/>.</summary>
    public void FailAlways(Person person, string method, int code, string message)
    {
        lock (gate)
        {
            always[(person, method)] = new PlannedFault((code, message), false);
        }
    }

    /// <summary>Forgets every fault that was planned or switched on.</summary>
    public void Clear()
    {
        lock (gate)
        {
            planned.Clear();
            always.Clear();
        }

        LosePushes = false;
        RefuseConnections = false;
        Mute = false;
        AnswerDelay = TimeSpan.Zero;
    }

    internal PlannedFault? TakeFor(string method, Person? person)
    {
        lock (gate)
        {
            return person is not null && always.TryGetValue((person, method), out var lasting) ? lasting : planned.TryGetValue(method, out var queue) && queue.TryDequeue(out var fault) ? fault : null;
        }
    }

    private void Plan(string method, PlannedFault fault, int times)
    {
        lock (gate)
        {
            if (!planned.TryGetValue(method, out var queue))
            {
                planned[method] = queue = new Queue<PlannedFault>();
            }

            for (var i = 0; i < times; i++)
            {
                queue.Enqueue(fault);
            }
        }
    }
}
