namespace Bridges.Telegram.Simulator.Control;

/// <summary>Every call of every client, in the order of answering; the oldest are forgotten.</summary>
internal sealed class CallJournal
{
    private const int Longest = 50_000;
    private readonly Lock gate = new();
    private readonly Queue<RecordedCall> calls = new();

    public IReadOnlyList<RecordedCall> Snapshot()
    {
        lock (gate)
        {
            return [.. calls];
        }
    }

    public RecordedCall? Find(Func<RecordedCall, bool> predicate)
    {
        lock (gate)
        {
            return calls.FirstOrDefault(predicate);
        }
    }

    public void Add(RecordedCall call)
    {
        lock (gate)
        {
            calls.Enqueue(call);
            if (calls.Count > Longest)
            {
                calls.Dequeue();
            }
        }
    }
}
