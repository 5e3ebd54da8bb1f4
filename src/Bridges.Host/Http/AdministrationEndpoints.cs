using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Host.Administration;
using Bridges.Matrix;

namespace Bridges.Host.Http;

/// <summary>
/// What this program's own command line asks of the running host. The key is the as_token, which stands in the
/// configuration that both have read.
/// </summary>
internal sealed class AdministrationEndpoints(IBridgeAdministration bridge, string asToken)
{
    public const string Accounts = "/_bridges/admin/v1/accounts";
    public const string DeadLetters = "/_bridges/admin/v1/dead-letters";

    private readonly TokenCheck _check = new(asToken);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Accounts, Guarded(AdministrationJson.Default.ListAccountLine, _ => Task.FromResult(ListAccounts())));
        routes.MapDelete(Accounts, Guarded(AdministrationJson.Default.AdministrationCount, LogoutAsync));
        routes.MapGet(DeadLetters, Guarded(AdministrationJson.Default.ListDeadLetterLine, ListDeadLettersAsync));
        routes.MapPost(DeadLetters, Guarded(AdministrationJson.Default.AdministrationCount, RetryAsync));
        routes.MapDelete(DeadLetters, Guarded(AdministrationJson.Default.AdministrationCount, DropAsync));
    }

    private RequestDelegate Guarded<T>(JsonTypeInfo<T> type, Func<HttpContext, Task<T>> answer) => async context =>
    {
        if (_check.Check(context.Request.Headers.Authorization, accessToken: null) != TokenVerdict.Accepted)
        {
            await MatrixAnswer.ErrorAsync(context, StatusCodes.Status403Forbidden, MatrixErrorCodes.Forbidden, "This is for the bridge's own command line.");
            return;
        }

        await MatrixAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(await answer(context), type));
    };

    private List<AccountLine> ListAccounts() =>
        [.. bridge.Accounts.Select(account => new AccountLine(
            account.Network.Value, account.Account.Value, account.Name, account.Owner, account.State.Condition.ToString().ToLowerInvariant(), account.State.Text))];

    private async Task<AdministrationCount> LogoutAsync(HttpContext context)
    {
        var (network, account) = (context.Request.Query["network"].ToString(), context.Request.Query["account"].ToString());
        return new(await bridge.LogoutAsync(new NetworkId(network), new AccountId(account), context.RequestAborted) ? 1 : 0);
    }

    private async Task<List<DeadLetterLine>> ListDeadLettersAsync(HttpContext context) =>
        [.. (await bridge.DeadLettersAsync(context.RequestAborted)).Select(DeadLetterLine.From)];

    private async Task<AdministrationCount> RetryAsync(HttpContext context) => new(await bridge.RetryAsync(IdOf(context), context.RequestAborted));

    private async Task<AdministrationCount> DropAsync(HttpContext context) =>
        new(IdOf(context) is { } id && await bridge.DropAsync(id, context.RequestAborted) ? 1 : 0);

    private static long? IdOf(HttpContext context) => long.TryParse(context.Request.Query["id"], out var id) ? id : null;
}
