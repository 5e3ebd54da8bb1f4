namespace Bridges.Core.Accounts;

/// <summary>
/// Holds back the first events of a session until the gap before it has been looked for, so that what was missed stands
/// before what is new. A look that takes too long holds nothing back for longer, but goes on until it has seen all.
/// </summary>
internal sealed class SessionGate(Func<CancellationToken, Task> lookForGap, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(45);

    private readonly Lock _lock = new();
    private CancellationTokenSource? _session;
    private Task? _opening;
    private bool _isConnected;
    private bool _isDisposed;

    /// <summary>Events pass at once.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return _opening is { IsCompletedSuccessfully: true };
            }
        }
    }

    /// <summary>A new session begins: what was seen in the one before says nothing of the gap between them.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isConnected = false;
            EndLook();
        }
    }

    /// <summary>The session is up.</summary>
    public void BeginOpening()
    {
        lock (_lock)
        {
            if (_isConnected)
            {
                return;
            }

            // A look that an early event began has waited for the connection; its time counts from here.
            _isConnected = true;
            EndLook();
            _ = Opening();
        }
    }

    /// <summary>Completes once events may pass.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var opening = Opening();
            await opening.WaitAsync(cancellationToken);
            if (opening == Opening())
            {
                return;
            }
        }
    }

    /// <summary>A gate that is open lets the last events pass; one that is not never opens: what waits is found by the next look.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            if (_opening is not { IsCompletedSuccessfully: true })
            {
                EndLook();
            }
        }
    }

    private Task Opening()
    {
        lock (_lock)
        {
            if (_opening is null && _isDisposed)
            {
                return Task.FromCanceled(new CancellationToken(canceled: true));
            }

            if (_opening is null)
            {
                _session = new CancellationTokenSource();
                var token = _session.Token;
                _opening = Task.Run(() => LookAsync(token), CancellationToken.None);
            }

            return _opening;
        }
    }

    private void EndLook()
    {
        // Cancelled last: whoever waits may go on within the call, and must not take the look that ends for the one at hand.
        var ending = _session;
        (_session, _opening) = (null, null);
        ending?.Cancel();
    }

    private async Task LookAsync(CancellationToken session)
    {
        try
        {
            await lookForGap(session).WaitAsync(_patience, time, session);
        }
        catch (TimeoutException)
        {
            // What the look finds late is bridged late, but it is bridged.
        }
        catch (OperationCanceledException)
        {
            // Another session has begun, and another look with it.
        }
    }
}
