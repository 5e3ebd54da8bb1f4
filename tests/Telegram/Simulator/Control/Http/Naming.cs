using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Control.Http;

/// <summary>
/// How requests name people and chats. A person: id, user name or first name. A chat: <c>alice+bob</c> for a private one,
/// <c>group-700001</c>, <c>channel-1900000001</c>, or the title.
/// </summary>
internal static class Naming
{
    public static string Of(Chat chat) => chat switch
    {
        BasicGroup => $"group-{chat.Id}",
        Channel => $"channel-{chat.Id}",
        _ => string.Join('+', chat.Audience.Select(person => person.Id)),
    };

    /// <exception cref="KeyNotFoundException">There is nobody of this name.</exception>
    public static Person Person(SimulatedTelegram telegram, string name) =>
        (long.TryParse(name, out var id) ? telegram.People.Find(id) : telegram.People.FindByUsername(name) ?? ByFirstName(telegram, name))
        ?? throw new KeyNotFoundException($"There is nobody named {name}.");

    /// <exception cref="KeyNotFoundException">There is no such chat.</exception>
    public static Chat Chat(SimulatedTelegram telegram, string name)
    {
        if (name.Split('+', ' ') is [var one, var other] && telegram.Chats.All.All(chat => !IsTitled(chat, name)))
        {
            // A plus sign in an address may arrive as a space.
            return Person(telegram, one).ChatWith(Person(telegram, other));
        }

        return telegram.Chats.All.FirstOrDefault(chat => Of(chat) == name || IsTitled(chat, name))
            ?? throw new KeyNotFoundException($"There is no chat named {name}.");
    }

    /// <exception cref="KeyNotFoundException">There is no such group.</exception>
    public static GroupChat Group(SimulatedTelegram telegram, string name) =>
        Chat(telegram, name) as GroupChat ?? throw new KeyNotFoundException($"{name} is no group.");

    /// <exception cref="KeyNotFoundException">The chat has no such message.</exception>
    public static Message Message(Chat chat, int number) =>
        chat.Messages.ElementAtOrDefault(number - 1) ?? throw new KeyNotFoundException($"The chat has no message {number}.");

    private static bool IsTitled(Chat chat, string name) => chat is GroupChat group && group.Title.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static Person? ByFirstName(SimulatedTelegram telegram, string name) =>
        telegram.People.All.FirstOrDefault(person => person.FirstName.Equals(name, StringComparison.OrdinalIgnoreCase));
}
