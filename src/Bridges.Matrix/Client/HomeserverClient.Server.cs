namespace Bridges.Matrix;

public sealed partial class HomeserverClient
{
    private UserId? _ownUser;

    /// <summary>Whose the token itself is: an application service's sender.</summary>
    public async Task<UserId> WhoseTokenAsync(CancellationToken cancellationToken) =>
        (await _transport.SendAsync(HomeserverCall.Get(EscapedPath.Of($"/_matrix/client/v3/account/whoami")), TransportJson.Default.WhoAmIAnswer, cancellationToken)).UserId;

    public async Task<UserId> WhoAmIAsync(UserId? actingAs, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/client/v3/account/whoami").As(actingAs ?? _self);
        return (await _transport.SendAsync(HomeserverCall.Get(path), TransportJson.Default.WhoAmIAnswer, cancellationToken)).UserId;
    }

    /// <summary>The versions of the specification that the homeserver announces, such as <c>v1.11</c>.</summary>
    public async Task<IReadOnlyList<string>> GetVersionsAsync(CancellationToken cancellationToken) =>
        (await _transport.SendAsync(
            HomeserverCall.Get(EscapedPath.Of($"/_matrix/client/versions")), TransportJson.Default.VersionsAnswer, cancellationToken)).Versions;

    /// <summary>
    /// Asks the homeserver to call the application service back (MSC2659). A failure's code says which way is closed:
    /// <see cref="MatrixErrorCodes.UrlNotSet"/>, <see cref="MatrixErrorCodes.ConnectionFailed"/>,
    /// <see cref="MatrixErrorCodes.ConnectionTimeout"/>, <see cref="MatrixErrorCodes.BadStatus"/>.
    /// </summary>
    /// <returns>How long the homeserver waited for the application service.</returns>
    public async Task<TimeSpan> PingAsync(string applicationServiceId, string transactionId, CancellationToken cancellationToken)
    {
        var call = HomeserverCall.Post(
            EscapedPath.Of($"/_matrix/client/v1/appservice/{applicationServiceId}/ping"),
            ToBytes(new PingRequest(transactionId), TransportJson.Default.PingRequest));
        var answer = await _transport.SendAsync(call, TransportJson.Default.PingAnswer, cancellationToken);
        return TimeSpan.FromMilliseconds(Math.Clamp(answer.DurationMs, 0, int.MaxValue));
    }

    // Some paths name the user even where the token says it all.
    private async ValueTask<UserId> OwnUserAsync(CancellationToken cancellationToken) =>
        _ownUser ??= _self ?? await WhoAmIAsync(actingAs: null, cancellationToken);
}
