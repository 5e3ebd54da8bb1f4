using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Json;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Td;

/// <summary>
/// One TDLib client, which is one login. It lives until TDLib closes it or its engine ends, whichever is first; then it is
/// of no use any more and another one is opened on the same folder.
/// </summary>
internal sealed class TdClient(ITdTransport transport, long id) : ITdCondition
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>A login that is not claimed by an account yet keeps no more than this; the history fills the gap.</summary>
    private const int LongestBacklog = 10_000;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly Queue<(JsonElement Update, StateChange Change)> _backlog = new();
    private volatile IUpdateSink? _sink;

    public long Id { get; } = id;

    public TdState State { get; } = new();

    public SendOutcomes Sends { get; } = new();

    public FileTransfers Files { get; } = new();

    /// <summary>TDLib's authorization state; undefined before the first.</summary>
    public Observed<JsonElement> Authorization { get; } = new(default);

    /// <summary>Type name of TDLib's connection state; empty before the first.</summary>
    public Observed<string> Connection { get; } = new("");

    bool ITdCondition.IsLoggedIn => !Ended.IsCompleted && Authorization.Value.Is("authorizationStateReady");

    string ITdCondition.ConnectionState => Connection.Value;

    /// <summary>TDLib itself has closed it: its folder is free.</summary>
    public bool IsClosed => Authorization.Value.Is("authorizationStateClosed");

    /// <summary>Completes when the client is closed or its engine has ended.</summary>
    public Task Ended => _ended.Task;

    /// <exception cref="TdException">TDLib refused.</exception>
    /// <exception cref="BridgeException">The engine cannot be reached, or gave no answer.</exception>
    public async Task<JsonElement> RequestAsync(JsonObject request, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        if (_ended.Task.IsCompleted)
        {
            throw EngineFailure.NotRunning();
        }

        try
        {
            var parameters = new JsonObject { ["client"] = Id, ["request"] = request };
            return await transport.RequestAsync("td.request", parameters, timeout ?? DefaultTimeout, cancellationToken);
        }
        catch (EngineException exception)
        {
            throw EngineFailure.Translate(exception);
        }
    }

    /// <summary>From now on the sink gets the updates, first those kept so far.</summary>
    public async Task AttachAsync(IUpdateSink sink, CancellationToken cancellationToken)
    {
        List<Task> taken;
        lock (_gate)
        {
            _sink = sink;
            taken = [.. _backlog.Select(kept => sink.TakeAsync(State, kept.Update, kept.Change, cancellationToken).AsTask())];
            _backlog.Clear();
        }

        sink.ConnectionChanged(this);
        await Task.WhenAll(taken);
    }

    /// <summary>Takes the next update in.</summary>
    public async ValueTask OnUpdateAsync(JsonElement update, CancellationToken cancellationToken)
    {
        var change = Apply(update);
        if (update.IsOneOf("updateAuthorizationState", "updateConnectionState"))
        {
            _sink?.ConnectionChanged(this);
        }

        var taken = ValueTask.CompletedTask;
        lock (_gate)
        {
            if (_sink is { } sink)
            {
                taken = sink.TakeAsync(State, update, change, cancellationToken);
            }
            else if (_backlog.Count < LongestBacklog)
            {
                _backlog.Enqueue((update.Clone(), change));
            }
        }

        if (IsClosed)
        {
            End();
        }

        await taken;
    }

    /// <summary>Marks the client as gone.</summary>
    public void End() => _ended.TrySetResult();

    private StateChange Apply(JsonElement update)
    {
        switch (update.Type())
        {
            case "updateAuthorizationState" when update.Object("authorization_state") is { } authorization:
                Authorization.Set(authorization.Clone());
                return default;
            case "updateConnectionState" when update.Object("state") is { } connection:
                Connection.Set(connection.Type());
                return default;
            case "updateNewMessage" or "updateMessageSendSucceeded" or "updateMessageSendFailed" or "updateDeleteMessages":
                Sends.Apply(update);
                return default;
            case "updateFile":
                Files.Apply(update);
                return default;
            default:
                return State.Apply(update);
        }
    }
}
