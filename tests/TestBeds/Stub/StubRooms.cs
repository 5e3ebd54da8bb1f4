using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Bridges.TestBeds.Stub;

/// <summary>All rooms of the stub and what happened in them.</summary>
internal sealed class StubRooms(StubOptions options)
{
    private readonly ConcurrentDictionary<string, StubRoom> _rooms = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Sender, string RoomId, string TransactionId), Lazy<string>> _transactions = new();
    private long _eventsAccepted;
    private int _lastRoom;

    public Observed<SentEvent> Sent { get; } = new();

    public long EventsAccepted => Interlocked.Read(ref _eventsAccepted);

    public IEnumerable<StubRoom> All => _rooms.Values;

    public bool TryFind(string idOrAlias, [NotNullWhen(true)] out StubRoom? room) =>
        _rooms.TryGetValue(_aliases.GetValueOrDefault(idOrAlias, idOrAlias), out room);

    public StubRoom Create()
    {
        var room = new StubRoom($"!stub{Interlocked.Increment(ref _lastRoom)}:{options.ServerName}");
        _rooms[room.Id] = room;
        return room;
    }

    /// <summary>False when the alias is taken.</summary>
    public bool Name(StubRoom room, string alias) => _aliases.TryAdd(alias, room.Id);

    public bool RemoveName(string alias) => _aliases.TryRemove(alias, out _);

    /// <summary>The same sender, room and transaction id again is the same event again.</summary>
    public string Send(SentEvent sent) =>
        _transactions.GetOrAdd(
            (sent.Sender, sent.RoomId, sent.TransactionId!),
            static (_, arguments) => new Lazy<string>(() => arguments.rooms.Accept(arguments.sent)),
            (rooms: this, sent)).Value;

    public string SetState(StubRoom room, string sender, string type, string stateKey, object content, long? timestamp = null)
    {
        var sent = new SentEvent(
            StubEvents.NewId(), room.Id, type, sender, stateKey, JsonSerializer.SerializeToUtf8Bytes(content), timestamp ?? Now(), TransactionId: null);
        room.Apply(sent);
        return Accept(sent);
    }

    public void SetMembership(StubRoom room, string sender, string userId, string membership) =>
        SetState(room, sender, "m.room.member", userId, new { membership });

    public static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private string Accept(SentEvent sent)
    {
        Interlocked.Increment(ref _eventsAccepted);
        options.Accepted?.Invoke(sent);
        if (options.Remember)
        {
            Sent.Add(sent);
        }

        return sent.EventId;
    }
}
