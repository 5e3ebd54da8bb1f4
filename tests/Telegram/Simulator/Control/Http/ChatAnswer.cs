using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Control.Http;

/// <summary>A chat in an answer.</summary>
internal sealed record ChatAnswer(string Chat, string Kind, string Title, IReadOnlyList<string> Members)
{
    public static ChatAnswer Of(Chat chat) => chat switch
    {
        GroupChat group => new ChatAnswer(Naming.Of(chat), KindOf(group), group.Title, [.. group.Members.Select(member => member.Person.FirstName)]),
        _ => new ChatAnswer(Naming.Of(chat), "private", Naming.Of(chat), [.. chat.Audience.Select(person => person.FirstName)]),
    };

    private static string KindOf(GroupChat group) => group switch
    {
        Channel { IsBroadcast: true } => "channel",
        Channel => "supergroup",
        _ => "group",
    };
}
