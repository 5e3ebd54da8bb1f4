using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;
using Microsoft.Extensions.Logging;

namespace Bridges.Telegram.Sessions;

/// <summary>
/// Keeps an account's client open: opens it, opens it again when its engine was restarted, and sees when Telegram ends the
/// login.
/// </summary>
internal sealed partial class AccountSession(
    AccountId account,
    AccountClients clients,
    ClientEnding ending,
    UpdateQueue<AccountUpdate> queue,
    ConnectionReport connection,
    TimeProvider time,
    ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // Never disposed of, as late requests still ask for its token; it holds nothing.
    private readonly CancellationTokenSource _stopping = new();
    private readonly Observed<TdClient?> _client = new(null);
    private Task _running = Task.CompletedTask;
    private volatile bool _isLoggedOut;

    /// <summary>Telegram has ended the login, or this session is ending: what cannot be asked now cannot be asked later either.</summary>
    public bool IsOver => _isLoggedOut || _stopping.IsCancellationRequested;

    /// <summary>What the client knows that is logged in just now; null where there is none.</summary>
    public TdState? State => _client.Value?.State;

    public void Start(IUpdateSink sink) => _running = Task.Run(() => RunAsync(sink, _stopping.Token));

    /// <summary>The client that is logged in, connected or not.</summary>
    /// <exception cref="BridgeException">There is none for a while.</exception>
    public Task<TdClient> ClientAsync(CancellationToken cancellationToken) => ClientAsync(mustBeConnected: false, cancellationToken);

    /// <summary>The client that is logged in and up to date with Telegram.</summary>
    /// <exception cref="BridgeException">There is none for a while.</exception>
    public Task<TdClient> ConnectedClientAsync(CancellationToken cancellationToken) => ClientAsync(mustBeConnected: true, cancellationToken);

    /// <inheritdoc cref="ConnectedClientAsync"/>
    public Task WaitUntilConnectedAsync(CancellationToken cancellationToken) => ConnectedClientAsync(cancellationToken);

    /// <exception cref="TdException">TDLib refused.</exception>
    /// <exception cref="BridgeException">TDLib cannot be reached.</exception>
    public async Task<JsonElement> RequestAsync(JsonObject request, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        using var lifted = queue.LiftBound();
        var client = await ClientAsync(cancellationToken);
        return await client.RequestAsync(request, cancellationToken, timeout);
    }

    /// <summary>Closes the client, after which another one is opened.</summary>
    /// <exception cref="BridgeException">It does not close.</exception>
    public async Task ReopenAsync(CancellationToken cancellationToken)
    {
        using var lifted = queue.LiftBound();
        var client = await ClientAsync(cancellationToken);
        if (!await ClientCloser.CloseAsync(client, TdJson.Request("close")))
        {
            throw BridgeException.Transient("TDLib does not let go of this account.");
        }
    }

    /// <summary>Ends the login on Telegram and TDLib's data with it.</summary>
    /// <exception cref="BridgeException">It is not certain that Telegram has ended it.</exception>
    public async Task LogOutAsync(CancellationToken cancellationToken)
    {
        if (_isLoggedOut)
        {
            return;
        }

        using var lifted = queue.LiftBound();
        var client = await ConnectedClientAsync(cancellationToken);
        await StopAsync();
        if (!await ClientCloser.CloseAsync(client, TdJson.Request("logOut")))
        {
            throw BridgeException.Transient("Telegram has not confirmed the logout yet.", Certainty.Uncertain);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var lifted = queue.LiftBound();
        await StopAsync();
        foreach (var client in new[] { _client.Value, clients.Unused })
        {
            if (client is { Ended.IsCompleted: false })
            {
                await ending.CloseAsync(client);
            }
        }
    }

    private async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<TdClient> ClientAsync(bool mustBeConnected, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken, _stopping.Token);
        try
        {
            while (true)
            {
                ThrowIfLoggedOut();
                var client = await _client.WaitAsync(client => client is { Ended.IsCompleted: false } || _isLoggedOut, either.Token);
                ThrowIfLoggedOut();
                if (!mustBeConnected)
                {
                    return client!;
                }

                var connected = client!.Connection.WaitAsync(state => state == "connectionStateReady", either.Token);
                await Task.WhenAny(connected, client.Ended);
                if (!client.Ended.IsCompleted)
                {
                    await connected;
                    return client;
                }
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw BridgeException.Transient("There is no connection to Telegram just now.", inner: exception);
        }
    }

    private void ThrowIfLoggedOut()
    {
        if (_isLoggedOut)
        {
            throw BridgeException.Transient("This Telegram account is logged out. Log in again: say `login telegram` where you talk to the bridge's bot alone.");
        }
    }

    private async Task RunAsync(IUpdateSink sink, CancellationToken cancellationToken)
    {
        for (var waits = GrowingWait.Usual(); ;)
        {
            string? problem = null;
            try
            {
                connection.Begin();
                if (await RunOnceAsync(sink, cancellationToken))
                {
                    waits.Reset();
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Log.NotOpened(logger, exception, account);
                problem = exception.Message;
            }

            if (_isLoggedOut)
            {
                return;
            }

            if (problem is null)
            {
                connection.Begin();
            }
            else
            {
                connection.Fail(clients.EngineProblem ?? problem);
            }

            await Task.Delay(waits.Next(), time, cancellationToken);
        }
    }

    /// <summary>One life of a client.</summary>
    /// <returns>Whether it was logged in.</returns>
    private async Task<bool> RunOnceAsync(IUpdateSink sink, CancellationToken cancellationToken)
    {
        var client = await clients.NextAsync(cancellationToken);
        await client.AttachAsync(sink, cancellationToken);
        var opened = await NextAsync(client, state => !state.IsOneOf("", "authorizationStateWaitTdlibParameters"), cancellationToken);
        if (opened.Is("authorizationStateReady"))
        {
            _client.Set(client);
            clients.Taken();
            await NextAsync(client, state => !state.Is("authorizationStateReady"), cancellationToken);
        }

        var last = client.Authorization.Value;
        // An engine may die before it has told anything of this account.
        _isLoggedOut = !last.IsOneOf("", "authorizationStateWaitTdlibParameters", "authorizationStateReady", "authorizationStateClosing", "authorizationStateClosed");
        _client.Set(null);
        if (_isLoggedOut)
        {
            Log.LoggedOut(logger, account);
            const string Text = "Telegram has ended this login, or it was ended on another device. Log in again with `login telegram`; your rooms stay.";
            connection.End(Text);
            await ClientCloser.CloseAsync(client, TdJson.Request("close"));
        }

        await client.Ended.WaitAsync(cancellationToken);
        return opened.Is("authorizationStateReady");
    }

    /// <summary>The first state that fits, or the last one before the client ended.</summary>
    private static async Task<JsonElement> NextAsync(TdClient client, Func<JsonElement, bool> fits, CancellationToken cancellationToken)
    {
        await Task.WhenAny(client.Authorization.WaitAsync(fits, cancellationToken), client.Ended);
        cancellationToken.ThrowIfCancellationRequested();
        return client.Authorization.Value;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Telegram account {Account} could not be opened; it is tried again")]
        public static partial void NotOpened(ILogger logger, Exception exception, AccountId account);

        [LoggerMessage(2, LogLevel.Warning, "Telegram has ended the login of account {Account}")]
        public static partial void LoggedOut(ILogger logger, AccountId account);
    }
}
