using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.Messages;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Outgoing;

/// <summary>Waits for the fate of messages that TDLib is sending.</summary>
internal sealed class SendWaiter(AccountSession session, TimeProvider time)
{
    /// <summary>TDLib sends again by itself after a short loss of connection; what takes longer is looked up later. A file may take as long as it moves.</summary>
    private static readonly TimeSpan LongestStandstill = TimeSpan.FromMinutes(2);

    /// <param name="progress">Told how much of its files is there; null: nobody asks.</param>
    /// <returns>The message as the server has it.</returns>
    /// <exception cref="TdException">It was refused.</exception>
    public async Task<JsonElement> WaitAsync(TdClient client, JsonElement pending, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var (chat, id) = (pending.Number("chat_id"), pending.Number("id"));
        var outcome = client.Sends.WaitAsync(chat, id);
        var files = FilesIn(pending).Where(static file => file.Object("remote")?.Flag("is_uploading_completed") != true).ToList();
        var moving = files.ToDictionary(file => file.Number("id"), client.Files.Watch);
        try
        {
            await WaitAsync(client, outcome, [.. moving.Values], progress, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw NotConfirmed(exception);
        }
        finally
        {
            client.Sends.Forget(chat, id);
            files.ForEach(file => client.Files.Forget(file.Number("id")));
        }

        // Where the engine ended, or TDLib dropped the message, the server may have it all the same.
        if (!outcome.IsCompletedSuccessfully || await outcome is not var (message, error))
        {
            throw NotConfirmed(inner: null);
        }

        if (error is null)
        {
            // Its last update may come after the message's own.
            var there = FilesIn(message).Where(file => moving.ContainsKey(file.Number("id"))).Sum(static file => FileState.Of(file).Uploaded);
            progress?.Report(Math.Max(there, moving.Values.Sum(static file => file.Value.Uploaded)));
            return message;
        }

        await DropAsync(chat, message.Number("id"), cancellationToken);
        throw error;
    }

    /// <exception cref="TimeoutException">For too long nothing has moved.</exception>
    private async Task WaitAsync(
        TdClient client, Task<SendOutcome?> outcome, IReadOnlyList<Observed<FileState>> files, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var ended = Task.WhenAny(outcome, client.Ended);
        while (!ended.IsCompleted)
        {
            using var moved = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var uploaded = files.Select(file => file.Value.Uploaded).ToList();
            progress?.Report(uploaded.Sum());
            try
            {
                var next = files.Select((file, index) => file.WaitAsync(state => state.Uploaded != uploaded[index], moved.Token));
                await Task.WhenAny([ended, .. next]).WaitAsync(LongestStandstill, time, cancellationToken);
            }
            finally
            {
                await moved.CancelAsync();
            }
        }
    }

    /// <summary>The files of a message.</summary>
    private static IEnumerable<JsonElement> FilesIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object when value.Is("file") => [value],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(field => FilesIn(field.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(FilesIn),
        _ => [],
    };

    /// <summary>Takes a failed message out of TDLib's own store, where it would wait to be sent again by hand.</summary>
    private async Task DropAsync(long chat, long message, CancellationToken cancellationToken)
    {
        try
        {
            await session.RequestAsync(MessageRequests.Delete(chat, [message]), cancellationToken);
        }
        catch (Exception exception) when (exception is TdException or BridgeException)
        {
            // It stays there and does no harm.
        }
    }

    private static BridgeException NotConfirmed(Exception? inner) =>
        BridgeException.Transient("Telegram has not confirmed the message yet.", Certainty.Uncertain, inner: inner);
}
