using Bridges.Telegram.Json;

namespace Bridges.Telegram.Sessions;

/// <summary>
/// Finds out whether Telegram's servers still answer, and has TDLib begin anew where they do not. An engine that answers nothing any more is
/// none of its concern: that one is pinged, killed and started again by itself.
/// </summary>
internal sealed class ConnectionProbe(AccountSession session)
{
    /// <summary>Asks over the connection by which updates come. TDLib answers only when the server has.</summary>
    public async Task ProbeAsync(CancellationToken cancellationToken) =>
        await session.RequestAsync(TdJson.Request("testNetwork"), cancellationToken);

    /// <summary>A client that is opened anew dials anew, and asks for all that it missed.</summary>
    public Task ReconnectAsync(CancellationToken cancellationToken) => session.ReopenAsync(cancellationToken);
}
