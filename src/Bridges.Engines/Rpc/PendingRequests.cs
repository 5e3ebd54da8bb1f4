using System.Text.Json;

namespace Bridges.Engines.Rpc;

/// <summary>Requests that wait for an answer of one process.</summary>
internal sealed class PendingRequests(string engine, int capacity)
{
    private const string NoReason = "The engine gave no reason.";

    private readonly Lock gate = new();
    private readonly Dictionary<long, TaskCompletionSource<JsonElement>> waiting = [];
    private string? closedBecause;
    private long lastId;

    /// <exception cref="EngineUnavailableException">Closed, or too many wait.</exception>
    public (long Id, Task<JsonElement> Answer) Add()
    {
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (closedBecause is not null)
            {
                throw new EngineUnavailableException(closedBecause);
            }

            if (waiting.Count >= capacity)
            {
                throw new EngineUnavailableException($"The engine \"{engine}\" already has {capacity} unanswered requests.");
            }

            waiting.Add(++lastId, answer);
            return (lastId, answer.Task);
        }
    }

    public void Remove(long id)
    {
        lock (gate)
        {
            waiting.Remove(id);
        }
    }

    /// <summary>Hands an answer to who waits for it; one that comes too late is dropped.</summary>
    public void Answer(in RpcMessage message)
    {
        TaskCompletionSource<JsonElement>? answer;
        lock (gate)
        {
            waiting.Remove(message.Id, out answer);
        }

        if (message.Kind == RpcMessageKind.Result)
        {
            answer?.TrySetResult(message.Payload);
        }
        else
        {
            answer?.TrySetException(ReadError(message.Payload));
        }
    }

    /// <summary>Nobody will answer any more.</summary>
    public void Close(string because)
    {
        TaskCompletionSource<JsonElement>[] left;
        lock (gate)
        {
            closedBecause ??= because;
            left = [.. waiting.Values];
            waiting.Clear();
        }

        foreach (var answer in left)
        {
            answer.TrySetException(new EngineStoppedException(because));
        }
    }

    private static EngineRequestException ReadError(JsonElement error)
    {
        try
        {
            return ReadFields(error);
        }
        catch (InvalidOperationException)
        {
            // A name has half a surrogate pair, or bytes that are not UTF-8.
            return new EngineRequestException(0, NoReason);
        }
    }

    private static EngineRequestException ReadFields(JsonElement error)
    {
        var code = error.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var given)
            ? given
            : 0;
        return new EngineRequestException(
            code, ReadMessage(error) ?? NoReason, error.TryGetProperty("data", out var data) ? data : null);
    }

    private static string? ReadMessage(JsonElement error)
    {
        try
        {
            return error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String ? message.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8.
            return null;
        }
    }
}
