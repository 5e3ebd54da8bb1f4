using System.Collections.Concurrent;
using Bridges.Telegram.Simulator.Control;
using Bridges.Telegram.Simulator.Faults;
using Bridges.Telegram.Simulator.Methods;
using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Sessions;

/// <summary>Runs a call against the world, with the faults that were asked for, and records it.</summary>
internal sealed class CallRunner(WorldState world, MethodTable methods, FaultPlan faults, CallJournal journal, Action<string> log)
{
    private readonly ConcurrentDictionary<string, bool> noted = new(StringComparer.Ordinal);

    public void Run(Session session, long messageId, TlObject query)
    {
        var fault = faults.TakeFor(query.Name, session.Person);
        lock (world.Gate)
        {
            var result = fault?.Error is { } error ? Error(error.Code, error.Message, out var reason) : Answer(new CallContext(session, query), out reason);
            journal.Add(new RecordedCall(query.Name, session.Person, world.Now, reason));
            if (reason is not null)
            {
                session.FailedCalls.Add(messageId);
            }

            // Under the lock, so that no later push overtakes the answer.
            Deliver(session, messageId, result, fault);
            world.NotifyChanged();
        }
    }

    /// <summary>Answers a call that could not be read.</summary>
    public void Refuse(Session session, long messageId, Exception reason)
    {
        // A client asks for much that a bridge never needs (themes, reactions, …) and lives well without: one note of each will do.
        if (noted.TryAdd(reason.Message, true))
        {
            log($"calls are refused: {reason.Message}");
        }

        session.FailedCalls.Add(messageId);
        session.Result(messageId, Error(400, "INPUT_METHOD_INVALID", out _));
    }

    /// <summary>Answers a call that was to run after one that failed: so a message never overtakes one that must be sent again.</summary>
    public static void RefuseToRunBefore(Session session, long messageId)
    {
        session.FailedCalls.Add(messageId);
        session.Result(messageId, Error(400, "MSG_WAIT_FAILED", out _));
    }

    private static byte[] Error(int code, string message, out string? reason)
    {
        reason = message;
        return TlEncoder.Encode(new TlObject("rpc_error") { ["error_code"] = code, ["error_message"] = message });
    }

    private byte[] Answer(CallContext call, out string? reason)
    {
        reason = null;
        try
        {
            return TlEncoder.Encode(methods.Answer(call));
        }
        catch (RpcException exception)
        {
            return Error(exception.Code, exception.Message, out reason);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            log($"{call.Query.Name} failed inside the simulator: {exception}");
            return Error(500, "SIMULATOR_FAILED", out reason);
        }
    }

    private void Deliver(Session session, long messageId, byte[] result, PlannedFault? fault)
    {
        var delay = faults.AnswerDelay;
        if (fault?.LoseAnswer == true)
        {
            session.Connection.Close();
        }
        else if (delay > TimeSpan.Zero)
        {
            _ = AnswerLaterAsync(session, messageId, result, delay);
        }
        else
        {
            session.Result(messageId, result);
        }
    }

    private async Task AnswerLaterAsync(Session session, long messageId, byte[] result, TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, world.Clock, session.Connection.Closed);
            session.Result(messageId, result);
        }
        catch (OperationCanceledException)
        {
            // The connection went first; the client asks again on the next one.
        }
    }
}
