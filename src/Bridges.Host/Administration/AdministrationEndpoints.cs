using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Host.Http;

namespace Bridges.Host.Administration;

/// <summary>
/// What this program's own command line asks of the running host. The key is the as_token, which stands in the
/// configuration that both have read.
/// </summary>
internal sealed class AdministrationEndpoints(IBridgeAdministration bridge) : IEndpointGroup
{
    /// <summary>What all addresses of the admin API begin with.</summary>
    public const string Root = "/_bridges/admin/v1";

    public const string Accounts = Root + "/accounts";
    public const string DeadLetters = Root + "/dead-letters";

    public const string Trace = Root + "/trace";
    public const string PageLinks = Root + "/page-links";
    public const string Sessions = Root + "/sessions";

    /// <summary>In place of a number: every dead letter. Said outright, so that no slip of a number can mean it.</summary>
    public const string All = "all";

    public void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.MapGroup("").WithMetadata(Caller.Administrator);
        endpoints.MapGet(Accounts, Answering(AdministrationJson.Default.ListAccountLine, _ => Task.FromResult(ListAccounts())));
        endpoints.MapDelete(Accounts, Answering(AdministrationJson.Default.AdministrationCount, LogoutAsync));
        endpoints.MapGet(DeadLetters, Answering(AdministrationJson.Default.ListDeadLetterLine, ListDeadLettersAsync));
        endpoints.MapGet(Trace, Answering(AdministrationJson.Default.ListTraceStep, TraceAsync));
        endpoints.MapPost(DeadLetters, Answering(AdministrationJson.Default.AdministrationCount, RetryAsync));
        endpoints.MapDelete(DeadLetters, Answering(AdministrationJson.Default.AdministrationCount, DropAsync));
    }

    private static RequestDelegate Answering<T>(JsonTypeInfo<T> type, Func<HttpContext, Task<T>> answer) => async context =>
        await MatrixAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(await answer(context), type));

    private List<AccountLine> ListAccounts() =>
        [.. bridge.Accounts.Select(account => new AccountLine(
            account.Network.Value, account.Account.Value, account.Name, account.Owner, account.State.Condition.ToString().ToLowerInvariant(), account.State.Text))];

    private async Task<AdministrationCount> LogoutAsync(HttpContext context) =>
        new(await bridge.LogoutAsync(new NetworkId(Parameter(context, "network")), new AccountId(Parameter(context, "account")), context.RequestAborted) ? 1 : 0);

    private async Task<List<DeadLetterLine>> ListDeadLettersAsync(HttpContext context) =>
        [.. (await bridge.DeadLettersAsync(context.RequestAborted)).Select(DeadLetterLine.From)];

    private async Task<List<TraceStep>> TraceAsync(HttpContext context) => [.. await bridge.TraceAsync(Parameter(context, "id"), context.RequestAborted)];

    private async Task<AdministrationCount> RetryAsync(HttpContext context) =>
        new(await bridge.RetryAsync(Parameter(context, "id") == All ? null : IdOf(context), context.RequestAborted));

    /// <summary>All are dropped only by somebody who knows how many they are; the answer says how many there were.</summary>
    private async Task<AdministrationCount> DropAsync(HttpContext context) => Parameter(context, "id") == All
        ? new(await bridge.DropAllAsync((int)Math.Min(NumberOf(context, "count"), int.MaxValue), context.RequestAborted))
        : new(await bridge.DropAsync(IdOf(context), context.RequestAborted) ? 1 : 0);

    private static long IdOf(HttpContext context) => NumberOf(context, "id");

    private static long NumberOf(HttpContext context, string name) =>
        long.TryParse(Parameter(context, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new InvalidParameterException($"'{name}' is no number.");

    private static string Parameter(HttpContext context, string name) =>
        context.Request.Query[name] is [{ Length: > 0 } value] ? value : throw new InvalidParameterException($"'{name}' is to be given once.");
}
