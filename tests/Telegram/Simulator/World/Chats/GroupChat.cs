namespace Bridges.Telegram.Simulator.World;

/// <summary>A chat with a title and members.</summary>
public abstract class GroupChat : Chat
{
    private readonly Dictionary<Person, Member> members = [];

    private protected GroupChat(WorldState world, long id, string title)
        : base(world, id)
    {
        Title = title;
        Created = world.Now;
    }

    /// <summary>The title; change it with <see cref="ChangeTitle"/>.</summary>
    public string Title { get; internal set; }

    /// <summary>The description; change it with <see cref="ChangeDescription"/>.</summary>
    public string Description { get; internal set; } = "";

    /// <summary>The picture; null (the default) if there is none.</summary>
    public Picture? Picture { get; internal set; }

    /// <summary>The link by which people come in; empty where none was made.</summary>
    public string InviteLink { get; internal set; } = "";

    /// <summary>The emoji that may be put to its messages. Default null: the usual ones.</summary>
    public IReadOnlyList<string>? AllowedReactions { get; set; }

    /// <summary>How long an ordinary member waits between two messages. Default null: not at all.</summary>
    public TimeSpan? SlowMode { get; set; }

    /// <summary>The present members, in the order of joining.</summary>
    public IReadOnlyList<Member> Members => World.Read(() => members.Values.ToArray());

    internal DateTimeOffset Created { get; }

    internal IReadOnlyCollection<Member> MemberList => members.Values;

    internal override IReadOnlyCollection<Person> Audience => members.Keys;

    /// <summary>Those who were put out and may not come back by themselves.</summary>
    internal HashSet<Person> Banned { get; } = [];

    /// <summary>Those who ask to be let in, and since when, in the protocol's unit.</summary>
    internal Dictionary<Person, int> Asking { get; } = [];

    /// <summary>Whether somebody asks to be let in.</summary>
    public bool IsAskedBy(Person person) => World.Read(() => Asking.ContainsKey(person));

    /// <summary>Somebody asks to be let in.</summary>
    public void Ask(Person person) => World.Change(() => World.JoinRequests.Ask(this, person));

    /// <summary>Somebody asks no more.</summary>
    public void TakeRequestBack(Person person) => World.Change(() => World.JoinRequests.TakeBack(this, person));

    /// <summary>Somebody comes in by themselves.</summary>
    public void Join(Person person) => World.Change(() => World.Membership.Join(this, person, origin: null));

    /// <summary>A member brings others in.</summary>
    public void Invite(Person by, params IReadOnlyList<Person> people) => World.Change(() => World.Membership.Invite(this, by, people, origin: null));

    /// <summary>Somebody goes.</summary>
    public void Leave(Person person) => World.Change(() => World.Membership.Remove(this, person, person, origin: null));

    /// <summary>An admin puts somebody out.</summary>
    public void Kick(Person by, Person person) => World.Change(() => World.Membership.Remove(this, by, person, origin: null));

    /// <summary>Changes what a member may do.</summary>
    public void SetRole(Person by, Person person, MemberRole role) => World.Change(() => World.Membership.SetRole(this, by, person, role, origin: null));

    /// <summary>Sets fields of its wire form, and tells the members.</summary>
    public void SetRaw(string raw) => World.Change(() =>
    {
        RawFields.Set(this, raw);
        var batch = World.Publisher.NewBatch();
        foreach (var viewer in Audience)
        {
            batch.AddTimed(viewer, this is Channel channel ? Views.UpdateView.ChannelChanged(channel) : Views.UpdateView.GroupChanged(this));
        }

        batch.Publish(origin: null);
        return true;
    });

    /// <summary>Gives a new title.</summary>
    public void ChangeTitle(Person by, string title) => World.Change(() => World.ChatInfo.ChangeTitle(this, by, title, origin: null));

    /// <summary>Gives a new description.</summary>
    public void ChangeDescription(Person by, string description) => World.Change(() => World.ChatInfo.ChangeDescription(this, by, description, origin: null));

    /// <summary>Gives a new picture.</summary>
    public void ChangePicture(Person by, ReadOnlyMemory<byte> jpeg) => World.Change(() => World.ChatInfo.ChangePicture(this, by, jpeg, origin: null));

    /// <inheritdoc/>
    public override string ToString() => Title;

    internal Member? MemberFor(Person person) => members.GetValueOrDefault(person);

    internal override bool Includes(Person person) => members.ContainsKey(person);

    internal virtual void Put(Member member)
    {
        members[member.Person] = member;
        Banned.Remove(member.Person);
    }

    internal virtual void TakeOut(Person person) => members.Remove(person);
}
