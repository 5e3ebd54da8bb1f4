using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridges.Telegram.Simulator.Control.Http;

/// <summary>/faults and /calls</summary>
internal static class FaultEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, SimulatedTelegram telegram)
    {
        routes.MapGet("/calls", (string? method) => telegram.Calls
            .Where(call => method is null || call.Method == method)
            .Select(call => new CallAnswer(call.Method, call.Caller?.FirstName, call.At, call.Error)));
        routes.MapPost("/faults/calls", (PlannedError fault) => telegram.Faults.Fail(fault.Method, fault.Code, fault.Message, fault.Times));
        routes.MapPost("/faults/lost-answers", (LostAnswer fault) => telegram.Faults.LoseAnswer(fault.Method, fault.Times));
        routes.MapPost("/faults/dropped-connections", telegram.Faults.DropConnections);
        routes.MapPatch("/faults", (Switches switches) =>
        {
            telegram.Faults.LosePushes = switches.LosePushes ?? telegram.Faults.LosePushes;
            telegram.Faults.RefuseConnections = switches.RefuseConnections ?? telegram.Faults.RefuseConnections;
            telegram.Faults.AnswerDelay = switches.AnswerDelayMilliseconds is { } delay
                ? TimeSpan.FromMilliseconds(delay)
                : telegram.Faults.AnswerDelay;
        });
        routes.MapDelete("/faults", telegram.Faults.Clear);
    }

    internal sealed record CallAnswer(string Method, string? Caller, DateTimeOffset At, string? Error);

    internal sealed record PlannedError(string Method, int Code, string Message, int Times = 1);

    internal sealed record LostAnswer(string Method, int Times = 1);

    internal sealed record Switches(bool? LosePushes, bool? RefuseConnections, int? AnswerDelayMilliseconds);
}
