using System.Text.Json.Serialization;

namespace Bridges.Abstractions;

/// <summary>Something that happened in a chat on a network. It is journaled before the network is told "got it".</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(RemoteMessage), "message")]
[JsonDerivedType(typeof(RemoteEdit), "edit")]
[JsonDerivedType(typeof(RemoteDeletion), "deletion")]
[JsonDerivedType(typeof(RemoteReactions), "reactions")]
[JsonDerivedType(typeof(RemoteReactors), "reactors")]
[JsonDerivedType(typeof(RemoteReactionCounts), "reaction_counts")]
[JsonDerivedType(typeof(RemoteVote), "vote")]
[JsonDerivedType(typeof(RemotePollResult), "poll")]
[JsonDerivedType(typeof(RemotePin), "pin")]
[JsonDerivedType(typeof(RemoteReadReceipt), "read")]
[JsonDerivedType(typeof(RemoteMessageState), "state")]
[JsonDerivedType(typeof(RemoteNotice), "notice")]
[JsonDerivedType(typeof(RemoteMembership), "membership")]
[JsonDerivedType(typeof(RemoteChatChange), "chat")]
[JsonDerivedType(typeof(RemoteChatMove), "move")]
[JsonDerivedType(typeof(RemoteChatDeletion), "chat_deletion")]
[JsonDerivedType(typeof(RemoteChatSettings), "settings")]
public abstract record RemoteEvent
{
    public required ChatKey Chat { get; init; }

    /// <summary>When it happened, by the network's clock.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>
    /// Names this event inside its chat so that the same event, told twice, is journaled once; null where telling it
    /// twice does no harm.
    /// </summary>
    [JsonIgnore]
    public abstract string? DeduplicationKey { get; }
}
