using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.Portals.Looks;

/// <summary>Who gave a chat its name, topic and picture, as far as the network said so since its room was last compared with it.</summary>
internal sealed record LookAuthors
{
    public static LookAuthors Unknown { get; } = new();

    public RemoteUserId? Name { get; init; }

    public RemoteUserId? Topic { get; init; }

    public RemoteUserId? Picture { get; init; }

    public static LookAuthors Of(RemoteChatChange change) => new()
    {
        Name = change.Look.HasFlag(ChatLook.Name) ? change.Sender : null,
        Topic = change.Look.HasFlag(ChatLook.Topic) ? change.Sender : null,
        Picture = change.Look.HasFlag(ChatLook.Picture) ? change.Sender : null,
    };

    /// <summary>The later ones count.</summary>
    public LookAuthors Then(LookAuthors later) => new()
    {
        Name = later.Name ?? Name,
        Topic = later.Topic ?? Topic,
        Picture = later.Picture ?? Picture,
    };

    /// <param name="type">One of <see cref="EventTypes.IsLook"/>.</param>
    public RemoteUserId? Of(string type) => type switch
    {
        EventTypes.Name => Name,
        EventTypes.Topic => Topic,
        _ => Picture,
    };
}
