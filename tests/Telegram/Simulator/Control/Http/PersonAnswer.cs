using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Control.Http;

/// <summary>A person in an answer.</summary>
internal sealed record PersonAnswer(long Id, string FirstName, string LastName, string Username, string Phone, string? BotToken, bool IsOnline)
{
    public static PersonAnswer Of(Person person) =>
        new(person.Id, person.FirstName, person.LastName, person.Username, person.Phone, person.BotToken, person.IsOnline);
}
