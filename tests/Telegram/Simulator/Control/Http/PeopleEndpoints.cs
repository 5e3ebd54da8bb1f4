using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridges.Telegram.Simulator.Control.Http;

/// <summary>/people</summary>
internal static class PeopleEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, SimulatedTelegram telegram)
    {
        routes.MapGet("/people", () => telegram.People.All.Select(PersonAnswer.Of));
        routes.MapPost("/people", (NewPerson request) =>
            PersonAnswer.Of(telegram.People.Add(request.FirstName, request.Phone, request.Username, request.LastName)));
        routes.MapPost("/bots", (NewBot request) => PersonAnswer.Of(telegram.People.AddBot(request.Name, request.Username)));
        routes.MapPatch("/people/{person}", (string person, PersonChange change) =>
        {
            var changed = Naming.Person(telegram, person);
            changed.Rename(change.FirstName, change.LastName, change.Username);
            changed.Bio = change.Bio ?? changed.Bio;
            changed.Password = change.Password ?? changed.Password;
            return PersonAnswer.Of(changed);
        });
        routes.MapPost("/people/{person}/contacts", (string person, PersonName contact) =>
            Naming.Person(telegram, person).AddContact(Naming.Person(telegram, contact.Person)));
    }

    internal sealed record NewPerson(string FirstName, string Phone = "", string Username = "", string LastName = "");

    internal sealed record NewBot(string Name, string Username);

    internal sealed record PersonChange(string? FirstName, string? LastName, string? Username, string? Bio, string? Password);

    internal sealed record PersonName(string Person);
}
