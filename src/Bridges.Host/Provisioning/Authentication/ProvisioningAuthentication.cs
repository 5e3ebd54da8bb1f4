using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Matrix;

namespace Bridges.Host.Provisioning;

/// <summary>
/// Finds out for which Matrix user a request is: <c>Authorization: Bearer</c> with the shared secret, a Matrix access token of
/// the homeserver or <c>openid:</c> and an OpenID token, and <c>?user_id=</c>.
/// </summary>
internal sealed class ProvisioningAuthentication(ProvisioningConfiguration configuration, MatrixTokens tokens, IUserAccounts accounts)
{
    private const string OpenIdPrefix = "openid:";

    /// <summary>The user; null, and the reason answered, where the request may not go on.</summary>
    public async Task<UserId?> UserAsync(HttpContext context)
    {
        var token = AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header) && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? header.Parameter
            : null;
        if (string.IsNullOrEmpty(token))
        {
            throw new ProvisioningException(StatusCodes.Status401Unauthorized, MatrixErrorCodes.MissingToken, "Missing auth token");
        }

        UserId? named = UserId.TryParse(context.Request.Query["user_id"].ToString(), out var asked) ? asked : null;
        if (await OwnerAsync(token, named, context.RequestAborted) is not { } user || (named is not null && named != user))
        {
            throw new ProvisioningException(StatusCodes.Status401Unauthorized, MatrixErrorCodes.UnknownToken, "Invalid auth token");
        }

        return accounts.LevelOf(user) >= PermissionLevel.User
            ? user
            : throw new ProvisioningException(StatusCodes.Status403Forbidden, MatrixErrorCodes.Forbidden, "You may not use this bridge. Its admin can change that in 'permissions'.");
    }

    private async Task<UserId?> OwnerAsync(string token, UserId? named, CancellationToken cancellationToken)
    {
        if (configuration.SharedSecret is { } secret && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret.Reveal()), Encoding.UTF8.GetBytes(token)))
        {
            return named;
        }

        if (!configuration.AllowMatrixAuth)
        {
            return null;
        }

        if (!token.StartsWith(OpenIdPrefix, StringComparison.Ordinal))
        {
            return await tokens.OwnerAsync(token, cancellationToken);
        }

        // Whom to ask is the caller's word: only servers whose users may come in are.
        return named is { ServerName: { Length: > 0 } server } user && accounts.LevelOf(user) >= PermissionLevel.User
            ? await tokens.OpenIdOwnerAsync(token[OpenIdPrefix.Length..], server, cancellationToken)
            : null;
    }
}
