using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Matrix;

namespace Bridges.Host.Http;

/// <summary>The application service API (spec, "Application Service API"), with the paths of before version 1 too.</summary>
internal sealed class HomeserverEndpoints(
    IApplicationService bridge, IReadOnlyCollection<NetworkDescription> networks, HomeserverArrivals arrivals, ICheckpoints? checkpoints = null) : IEndpointGroup
{
    private const string Current = "/_matrix/app/v1";

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var prefix in new[] { Current, "" })
        {
            routes.MapPut(prefix + "/transactions/{transactionId}", AcceptTransactionAsync);
            routes.MapGet(prefix + "/users/{userId}", AnswerUserQueryAsync);
            routes.MapGet(prefix + "/rooms/{roomAlias}", NotFoundAsync);
        }

        routes.MapPost(Current + "/ping", AnswerPingAsync);
        foreach (var prefix in new[] { Current, "/_matrix/app/unstable" })
        {
            routes.MapGet(prefix + "/thirdparty/protocol/{protocol}", DescribeProtocolAsync);
            routes.MapGet(prefix + "/thirdparty/user/{protocol?}", MatrixAnswer.EmptyListAsync);
            routes.MapGet(prefix + "/thirdparty/location/{protocol?}", MatrixAnswer.EmptyListAsync);
        }
    }

    private async Task AcceptTransactionAsync(HttpContext context)
    {
        var result = TransactionReader.Read(await RequestBody.ReadAsync(context));
        if (!result.IsAccepted)
        {
            await MatrixAnswer.ErrorAsync(context, StatusCodes.Status400BadRequest, result.Refusal.ErrorCode, result.Refusal.Message);
            return;
        }

        arrivals.Received(result.Transaction);
        // Receipts and typing alone are no message.
        var passed = result.Transaction.Events.Count > 0 ? checkpoints : null;
        passed?.Reached(Checkpoint.TransactionReceived);
        await using var cutOff = context.RequestAborted.Register(bridge.SuspectLoss);
        await bridge.ReceiveAsync(RouteText(context, "transactionId"), result.Transaction, context.RequestAborted);
        passed?.Reached(Checkpoint.TransactionJournaled);
        await MatrixAnswer.EmptyAsync(context);
        passed?.Reached(Checkpoint.TransactionAnswered);
    }

    private async Task AnswerPingAsync(HttpContext context)
    {
        arrivals.Pinged(PingName((await RequestBody.ReadAsync(context)).Span));
        await MatrixAnswer.EmptyAsync(context);
    }

    private async Task AnswerUserQueryAsync(HttpContext context)
    {
        if (UserId.TryParse(RouteText(context, "userId"), out var user) && await bridge.UserExistsAsync(user, context.RequestAborted))
        {
            await MatrixAnswer.EmptyAsync(context);
        }
        else
        {
            await NotFoundAsync(context);
        }
    }

    private static string? PingName(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, HttpJson.Default.PingBody)?.TransactionId;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Portals have no aliases, so no room is ever ours to make.
    private static Task NotFoundAsync(HttpContext context) =>
        MatrixAnswer.ErrorAsync(context, StatusCodes.Status404NotFound, MatrixErrorCodes.NotFound, "There is none of that name.");

    private Task DescribeProtocolAsync(HttpContext context) => networks.Any(network => network.Id.Value == RouteText(context, "protocol"))
        ? MatrixAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new ThirdPartyProtocolBody(), HttpJson.Default.ThirdPartyProtocolBody))
        : NotFoundAsync(context);

    // The server leaves an escaped slash as it is, so that it does not part segments.
    private static string RouteText(HttpContext context, string name) =>
        ((string)context.Request.RouteValues[name]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
