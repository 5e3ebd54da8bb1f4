namespace Bridges.WhatsApp.Engines;

/// <summary>Connections that have not said yet what they are for. Where there are too many, the oldest is closed: who means it well says it at once.</summary>
internal sealed class UnaskedConnections
{
    public const int Most = 64;

    private readonly LinkedList<CancellationTokenSource> _waiting = [];

    /// <param name="close">Cancelled where the connection is in the way of others.</param>
    /// <returns>Dispose of it when it has said so.</returns>
    public IDisposable Enter(CancellationTokenSource close)
    {
        lock (_waiting)
        {
            var mine = _waiting.AddLast(close);
            if (_waiting.Count > Most)
            {
                // Here, where it cannot have left and be disposed of yet.
                _ = _waiting.First!.Value.CancelAsync();
                _waiting.RemoveFirst();
            }

            return new Place(this, mine);
        }
    }

    private sealed class Place(UnaskedConnections connections, LinkedListNode<CancellationTokenSource> node) : IDisposable
    {
        public void Dispose()
        {
            lock (connections._waiting)
            {
                if (node.List is not null)
                {
                    connections._waiting.Remove(node);
                }
            }
        }
    }
}
