using System.Text.Json.Serialization;
using Bridges.Abstractions;

namespace Bridges.Core.Portals.Marks;

/// <summary>How an account's user keeps a chat, and what of that the bridge has set on its room. What they set there themselves is not among it, and stays.</summary>
/// <param name="Seen">How the user's own client showed the room last; null where nobody looked.</param>
internal sealed record KeptChat(string Chat, string? Receiver, ChatMarks Told, ChatMarks Shown, ChatMarks? Seen = null)
{
    [JsonIgnore]
    public ChatKey Key => new(new RemoteChatId(Chat), Receiver is { } receiver ? new AccountId(receiver) : null);

    [JsonIgnore]
    public bool IsOrdinary => Told == ChatMarks.None && Shown == ChatMarks.None && (Seen ?? ChatMarks.None) == ChatMarks.None;
}
