using Bridges.Telegram.Simulator.Transport;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Sessions;

/// <summary>The sessions whose connections are open.</summary>
internal sealed class SessionDirectory(MessageIds messageIds)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, Session> sessions = [];

    /// <summary>The session of a message; new when this connection has not carried it before.</summary>
    public Session Attach(long id, AuthorizationKey key, Connection connection, out bool isNew)
    {
        lock (gate)
        {
            isNew = !sessions.TryGetValue(id, out var session) || session.Connection != connection || session.Key != key;
            if (isNew)
            {
                sessions[id] = session = new Session(id, key, connection, messageIds);
            }

            return session!;
        }
    }

    public void Detach(Connection connection)
    {
        lock (gate)
        {
            foreach (var session in sessions.Values.Where(session => session.Connection == connection).ToList())
            {
                sessions.Remove(session.Id);
            }
        }
    }

    public IReadOnlyList<Session> ReceivingUpdatesOf(Person person) =>
        Where(session => session.ReceivesUpdates && session.Person == person);

    public IReadOnlyList<Session> Of(AuthorizationKey key) =>
        Where(session => session.Key.Lasting == key);

    public bool IsOnline(Person person) => Where(session => session.ReceivesUpdates && session.Person == person).Count > 0;

    private List<Session> Where(Func<Session, bool> predicate)
    {
        lock (gate)
        {
            return [.. sessions.Values.Where(predicate)];
        }
    }
}
