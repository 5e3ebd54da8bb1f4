using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridges.Telegram.Simulator.Control.Http;

/// <summary>/codes, /qr and /sessions</summary>
internal static class LoginEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, SimulatedTelegram telegram)
    {
        routes.MapGet("/codes", () => telegram.Logins.SentCodes.Select(sent => new CodeAnswer(sent.Person.FirstName, sent.Code, sent.At)));
        routes.MapPost("/qr", (Scan scan) => telegram.Logins.ScanQr(scan.Link, Naming.Person(telegram, scan.Person)));
        routes.MapDelete("/sessions/{person}", (string person) => telegram.Logins.Revoke(Naming.Person(telegram, person)));
    }

    internal sealed record CodeAnswer(string Person, string Code, DateTimeOffset At);

    internal sealed record Scan(string Link, string Person);
}
