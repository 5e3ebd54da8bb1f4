namespace Bridges.Matrix;

/// <summary>How users keep rooms in their clients, which homeservers tell nobody but them.</summary>
public sealed partial class HomeserverClient
{
    private const string OnlyMarks =
        """{"presence":{"types":[]},"account_data":{"types":["m.push_rules"]},"room":{"timeline":{"types":[],"limit":1},"state":{"types":[],"lazy_load_members":true},"ephemeral":{"types":[]},"account_data":{"types":["m.tag","m.marked_unread"]}}}""";

    /// <summary>Asks by <c>/sync</c> with a filter that lets nothing else through. The user does not appear online by that, and loses no message to a device.</summary>
    /// <param name="since">What the last answer named; null: everything as it is now.</param>
    /// <param name="wait">How long the homeserver waits for something to tell.</param>
    public async Task<RoomMarkChanges> ReadRoomMarksAsync(UserId user, string? since, TimeSpan wait, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/client/v3/sync").With("filter", OnlyMarks).With("set_presence", "offline").With("timeout", (long)wait.TotalMilliseconds);
        path = since is null ? path : path.With("since", since);
        return RoomMarkChanges.Read(await _transport.SendAsync(HomeserverCall.Get(path.As(user)), TransportJson.Default.JsonElement, cancellationToken));
    }
}
