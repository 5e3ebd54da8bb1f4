using Bridges.Telegram.Simulator.Faults;
using Bridges.Telegram.Simulator.Sessions;

namespace Bridges.Telegram.Simulator.World;

/// <summary>Everything that exists. Whoever reads or changes it holds <see cref="Gate"/>.</summary>
internal sealed class WorldState
{
    private readonly List<IWorldCondition> conditions = [];

    public WorldState(TimeProvider clock, SessionDirectory sessions, FaultPlan faults)
    {
        Clock = clock;
        Sessions = sessions;
        Publisher = new Publisher(this, sessions, faults);
        People = new PeopleDirectory(this);
        Chats = new ChatDirectory(this);
        Messaging = new Messaging(this);
        Reading = new Reading(this);
        Membership = new Membership(this);
        JoinRequests = new JoinRequests(this);
        ChatInfo = new ChatInfo(this);
        Reacting = new Reacting(this);
        Voting = new Voting(this);
        Pinning = new Pinning(this);
        MediaChanges = new MediaChanges(this);
        Stickers = new StickerDirectory(this);
        Migration = new GroupMigration(this);
        Timers = new Timers(this);
        Scheduling = new Scheduling(this);
    }

    public Lock Gate { get; } = new();

    public TimeProvider Clock { get; }

    public SessionDirectory Sessions { get; }

    public Publisher Publisher { get; }

    public PeopleDirectory People { get; }

    public ChatDirectory Chats { get; }

    public PictureStore Pictures { get; } = new();

    public Messaging Messaging { get; }

    public Reading Reading { get; }

    public Membership Membership { get; }

    public JoinRequests JoinRequests { get; }

    public ChatInfo ChatInfo { get; }

    public FileStore Files { get; } = new();

    public StickerDirectory Stickers { get; }

    public Reacting Reacting { get; }

    public Voting Voting { get; }

    public Pinning Pinning { get; }

    public MediaChanges MediaChanges { get; }

    public GroupMigration Migration { get; }

    public Timers Timers { get; }

    public Scheduling Scheduling { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Now, in the protocol's unit.</summary>
    public int Date => (int)Now.ToUnixTimeSeconds();

    /// <summary>Does something under the lock and lets those who wait for a condition look again.</summary>
    public T Change<T>(Func<T> change)
    {
        lock (Gate)
        {
            var result = change();
            NotifyChanged();
            return result;
        }
    }

    public T Read<T>(Func<T> read)
    {
        lock (Gate)
        {
            return read();
        }
    }

    /// <summary>Looks at every waited-for condition; call under the lock.</summary>
    public void NotifyChanged() => conditions.RemoveAll(condition => condition.IsMet());

    /// <summary>The first value that the probe finds, now or after a later change.</summary>
    /// <exception cref="TimeoutException">The probe found nothing in time.</exception>
    public async Task<T> WaitForAsync<T>(Func<T?> probe, TimeSpan timeout, CancellationToken cancellationToken)
        where T : class
    {
        var condition = new WorldCondition<T>(probe);
        lock (Gate)
        {
            if (!condition.IsMet())
            {
                conditions.Add(condition);
            }
        }

        try
        {
            return await condition.Met.WaitAsync(timeout, Clock, cancellationToken);
        }
        finally
        {
            lock (Gate)
            {
                conditions.Remove(condition);
            }
        }
    }
}
