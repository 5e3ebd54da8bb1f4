using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Matrix;

namespace Bridges.Host.Provisioning;

/// <summary>One request: for whom, and about which network.</summary>
internal sealed record ProvisioningCall(HttpContext Context, UserId User, NetworkDescription Network)
{
    public CancellationToken Cancelled => Context.RequestAborted;

    /// <summary>The login that is to be used, where one is named.</summary>
    public AccountId? Account => Query("login_id") is { Length: > 0 } login ? new AccountId(login) : null;

    public string? Query(string name) => Context.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    public string Route(string name) => Uri.UnescapeDataString((string)Context.Request.RouteValues[name]!);

    /// <exception cref="ProvisioningException">It is not clear which network is meant, or there is none of that name.</exception>
    public static NetworkDescription NetworkOf(HttpContext context, IUserAccounts accounts)
    {
        var named = context.Request.RouteValues["network"] as string ?? (context.Request.Query["network"].ToString() is { Length: > 0 } query ? query : null);
        var networks = accounts.Networks;
        if (named is null)
        {
            return networks is [var only]
                ? only
                : throw new ProvisioningException(
                    StatusCodes.Status400BadRequest, ProvisioningErrorCodes.MissingParameter,
                    $"Which network? Each has a base address of its own: {string.Join(", ", networks.Select(network => $"{ProvisioningAddresses.Networks}/{network.Id}"))}; or say ?network=.");
        }

        return networks.FirstOrDefault(network => network.Id.Value == named)
            ?? throw new ProvisioningException(StatusCodes.Status404NotFound, MatrixErrorCodes.NotFound, "There is no network of that name here.");
    }
}
