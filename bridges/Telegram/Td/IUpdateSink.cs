using System.Text.Json;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Td;

/// <summary>Takes a client's updates, in order, one at a time. While it takes long, no update of any client is read.</summary>
internal interface IUpdateSink
{
    /// <summary>Has taken the update when it returns; the task only tells when the next may come.</summary>
    /// <param name="state">What the client knows.</param>
    /// <param name="change">What the update changed of <paramref name="state"/>.</param>
    ValueTask TakeAsync(TdState state, JsonElement update, StateChange change, CancellationToken cancellationToken);

    /// <summary>The client's connection or authorization is another one, or the sink was just attached.</summary>
    void ConnectionChanged(ITdCondition client);
}
