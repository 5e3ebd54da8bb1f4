namespace Bridges.Telegram.Simulator.World;

/// <summary>What a service message announces.</summary>
public abstract record ServiceAction
{
    private protected ServiceAction()
    {
    }

    /// <summary>A basic group was made.</summary>
    public sealed record GroupCreated(string Title, IReadOnlyList<Person> Members) : ServiceAction;

    /// <summary>A supergroup or channel was made.</summary>
    public sealed record ChannelCreated(string Title) : ServiceAction;

    /// <summary>Members came, invited or by themselves.</summary>
    public sealed record MembersAdded(IReadOnlyList<Person> Members) : ServiceAction;

    /// <summary>A member left or was put out.</summary>
    public sealed record MemberRemoved(Person Member) : ServiceAction;

    /// <summary>The picture changed.</summary>
    public sealed record PictureChanged(Picture Picture) : ServiceAction;

    /// <summary>There is no picture any more.</summary>
    public sealed record PictureRemoved : ServiceAction;

    /// <summary>Any other action, as JSON.</summary>
    public sealed record Raw(string Json) : ServiceAction;

    /// <summary>The title changed.</summary>
    public sealed record TitleChanged(string Title) : ServiceAction;

    /// <summary>A basic group goes on elsewhere.</summary>
    public sealed record MigratedTo(Channel Channel) : ServiceAction;

    /// <summary>A supergroup goes on where a basic group ended.</summary>
    public sealed record MigratedFrom(BasicGroup Group) : ServiceAction;

    /// <summary>It was set how long messages stay; null: for ever.</summary>
    public sealed record TimerChanged(TimeSpan? Timer) : ServiceAction;

    /// <summary>A message was pinned: the one that this answers.</summary>
    public sealed record Pinned : ServiceAction;
}
