using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.TestBeds.Stub;

/// <summary>
/// A homeserver inside the test's process, as far as an application service sees one: quick, forgetful, and faulty on demand.
/// It keeps the rules a bridge can trip over: ghosts must be registered, senders joined, and a repeated transaction id is no new event.
/// </summary>
public sealed class StubHomeserver : IAsyncDisposable
{
    private readonly StubOptions _options;
    private readonly StubAccounts _accounts;
    private readonly StubRooms _rooms;
    private readonly StubAppservice _appservice;
    private readonly StubListener _listener;

    private StubHomeserver(StubOptions options)
    {
        _options = options;
        Media = new StubMedia(options);
        _accounts = new StubAccounts(options);
        _rooms = new StubRooms(options);
        _appservice = new StubAppservice(options);
        _listener = new StubListener(options, new StubApplication(options, _accounts, new StubRoutes(options, _accounts, _rooms, _appservice, Media, Marks), Faults, Requests));
    }

    /// <summary>Where the application service reaches it.</summary>
    public Uri Url => _listener.Url;

    /// <summary>Where it reaches the application service.</summary>
    public Uri? AppserviceUrl
    {
        get => _appservice.Url;
        set => _appservice.Url = value;
    }

    /// <summary>The user id of the application service's bot.</summary>
    public string BotUserId => _accounts.Bot;

    /// <summary>All requests so far, oldest first.</summary>
    public Observed<StubRequest> Requests { get; } = new();

    /// <summary>All events so far that came to be in rooms, repeated ones once, oldest first.</summary>
    public Observed<SentEvent> Sent => _rooms.Sent;

    /// <summary>How many events came to be in rooms.</summary>
    public long EventsAccepted => _rooms.EventsAccepted;

    /// <summary>Its media store.</summary>
    public StubMedia Media { get; }

    /// <summary>How its users keep rooms.</summary>
    public StubRoomMarks Marks { get; } = new();

    /// <summary>How it misbehaves.</summary>
    public StubFaults Faults { get; } = new();

    /// <summary>All rooms.</summary>
    public IReadOnlyList<StubRoom> Rooms => [.. _rooms.All];

    /// <summary>Starts listening.</summary>
    public static async Task<StubHomeserver> StartAsync(StubOptions? options = null, CancellationToken cancellation = default)
    {
        var stub = new StubHomeserver(options ?? new StubOptions());
        await stub._listener.StartAsync(cancellation);
        return stub;
    }

    /// <summary>The full user id of a name on this server.</summary>
    public string UserId(string name) => $"@{name}:{_options.ServerName}";

    /// <summary>Adds a person; returns the user id.</summary>
    public string AddUser(string name)
    {
        var userId = UserId(name);
        _accounts.Register(userId);
        return userId;
    }

    /// <summary>Makes a room in which the given users are; the application service is not told.</summary>
    public StubRoom AddRoom(params string[] joined)
    {
        var room = _rooms.Create();
        foreach (var userId in joined)
        {
            _accounts.Register(userId);
            _rooms.SetMembership(room, userId, userId, "join");
        }

        // As the client of the first one makes a room for all of them, who are trusted alike.
        if (joined is [var maker, ..])
        {
            _rooms.SetState(room, maker, "m.room.create", "", new { });
            _rooms.SetState(room, maker, "m.room.join_rules", "", new { join_rule = "invite" });
            _rooms.SetState(room, maker, "m.room.power_levels", "", new { users = joined.ToDictionary(userId => userId, _ => 100) });
        }

        return room;
    }

    /// <summary>A room by id or alias.</summary>
    public StubRoom Room(string idOrAlias) =>
        _rooms.TryFind(idOrAlias, out var room) ? room : throw new KeyNotFoundException($"The stub has no room {idOrAlias}.");

    /// <summary>A user's membership changes; the application service is not told.</summary>
    public void SetMembership(StubRoom room, string userId, string membership) =>
        _rooms.SetMembership(room, userId, userId, membership);

    /// <summary>Somebody who may changes a room's state; the application service is not told.</summary>
    public void SetState(StubRoom room, string type, object content, string stateKey = "") => _rooms.SetState(room, BotUserId, type, stateKey, content);

    /// <summary>A user changes a room's state; the application service is not told. Returns the event's id.</summary>
    public string SetStateAs(StubRoom room, string userId, string type, object content, string stateKey = "") => _rooms.SetState(room, userId, type, stateKey, content);

    /// <summary>The content of a user's profile field, or null.</summary>
    public string? ProfileField(string userId, string field) => (string?)_accounts.Profile(userId)?[field];

    /// <summary>Somebody says something in a room; the application service is not told. Returns the event's id.</summary>
    public string Say(string roomId, string sender, string text, long? timestamp = null) => _rooms.Send(new SentEvent(
        StubEvents.NewId(), roomId, "m.room.message", sender, StateKey: null,
        JsonSerializer.SerializeToUtf8Bytes(new { msgtype = "m.text", body = text }), timestamp ?? StubRooms.Now(), $"said/{Guid.NewGuid():N}"));

    /// <summary>
    /// Sends events to the application service as one transaction and returns its answer's status.
    /// The same id again is what a homeserver does that saw no answer. Events come from <see cref="StubEvents"/>.
    /// </summary>
    public Task<HttpStatusCode> PushAsync(
        IEnumerable<JsonObject> events, string? transactionId = null, CancellationToken cancellation = default) =>
        PushAsync(new JsonObject { ["events"] = new JsonArray([.. events.Select(pushed => pushed.DeepClone())]) }, transactionId, cancellation);

    /// <summary>Sends a whole transaction, with ephemeral events or whatever it is to hold.</summary>
    public Task<HttpStatusCode> PushAsync(
        JsonObject transaction, string? transactionId = null, CancellationToken cancellation = default) =>
        _appservice.PushAsync(transactionId ?? _appservice.NextTransactionId(), transaction, cancellation);

    /// <summary>Pings the application service on the homeserver's own account.</summary>
    public Task<HttpStatusCode> PingAsync(CancellationToken cancellation = default) => _appservice.PingAsync(transactionId: null, cancellation);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        _appservice.Dispose();
    }
}
