using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Engines.Rpc;

/// <summary>
/// JSON-RPC 2.0 with one process. Our own and small, because the promises are what a general library does not give together: bounded
/// lines, notifications in strict order, back-pressure into the process, and certainty about what a failed request may have done.
/// </summary>
internal sealed class RpcConnection(EngineOptions options, TimeProvider time)
{
    private const int NotificationOverhead = 512;

    private readonly PendingRequests pending = new(options.Name, options.MaxPendingRequests);
    private readonly OutgoingQueue outgoing = new(options.MaxPendingRequests);

    public NotificationQueue Notifications { get; } = new(options.MaxQueuedBytes);

    /// <summary>Writes what is sent, until <see cref="EndInput"/> or until the engine is gone.</summary>
    public Task WriteAsync(Stream input, CancellationToken cancellationToken) => outgoing.WriteToAsync(input, cancellationToken);

    /// <summary>Reads until the engine closes its output.</summary>
    /// <exception cref="EngineFaultException">What it wrote is not the protocol.</exception>
    public async Task ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        var lines = new LineReader(output, options.MaxLineBytes);
        try
        {
            while (await lines.ReadAsync(cancellationToken) is { } line)
            {
                if (!RpcMessage.TryParse(line, out var message))
                {
                    // The line itself may hold people's messages and is not shown.
                    throw new EngineFaultException(
                        $"The engine \"{options.Name}\" wrote a line of {line.Length} bytes to its standard output that is not a JSON-RPC message.");
                }

                await TakeAsync(message, line.Length + NotificationOverhead, cancellationToken);
            }
        }
        catch (LineTooLongException exception)
        {
            throw new EngineFaultException(
                $"The engine \"{options.Name}\" wrote a line longer than {options.MaxLineBytes} bytes to its standard output.", exception);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The end of a process that was killed.
        }
        finally
        {
            Notifications.Complete();
        }
    }

    public async Task<JsonElement> RequestAsync(string method, JsonObject? parameters, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var (id, answer) = pending.Add();
        try
        {
            var line = Send(id, method, parameters);
            try
            {
                return await answer.WaitAsync(timeout, time, cancellationToken);
            }
            catch (Exception exception) when (exception is TimeoutException or EngineStoppedException or OperationCanceledException)
            {
                var untouched = line.TryWithdraw();
                throw exception switch
                {
                    OperationCanceledException => exception,
                    TimeoutException when !untouched => new EngineTimeoutException(
                        $"The engine \"{options.Name}\" did not answer \"{method}\" within {timeout.TotalSeconds:0.#} s.", exception),
                    TimeoutException => NotTaken(method, timeout, exception),
                    _ when untouched => new EngineUnavailableException(exception.Message, exception),
                    _ => new EngineStoppedException(exception.Message, exception),
                };
            }
        }
        finally
        {
            pending.Remove(id);
        }
    }

    /// <summary>Writes what is queued, then closes the engine's input.</summary>
    public void EndInput() => outgoing.Complete();

    /// <summary>The process is gone: everything that still waits fails.</summary>
    public void Close(string because)
    {
        outgoing.Complete();
        pending.Close(because);
    }

    private OutgoingLine Send(long id, string method, JsonObject? parameters)
    {
        var line = OutgoingLine.Create(id, method, parameters);
        if (line.Bytes.Length > options.MaxLineBytes)
        {
            throw new ArgumentException($"\"{method}\" is {line.Bytes.Length} bytes long; the limit is {options.MaxLineBytes}.", nameof(parameters));
        }

        return outgoing.TryAdd(line)
            ? line
            : throw new EngineUnavailableException($"The engine \"{options.Name}\" takes no requests: it is ending or overloaded.");
    }

    private async ValueTask TakeAsync(RpcMessage message, long size, CancellationToken cancellationToken)
    {
        switch (message.Kind)
        {
            case RpcMessageKind.Notification:
                await Notifications.AddAsync(new Notification(message.Method!, message.Payload, size), cancellationToken);
                break;
            case RpcMessageKind.Result or RpcMessageKind.Error:
                pending.Answer(message);
                break;
            default:
                break;
        }
    }

    private EngineUnavailableException NotTaken(string method, TimeSpan timeout, Exception exception)
        => new($"The engine \"{options.Name}\" did not read \"{method}\" from its input for {timeout.TotalSeconds:0.#} s.", exception);
}
