using System.Text.Json.Nodes;

namespace Bridges.Matrix;

public sealed partial class HomeserverClient
{
    private const string ApplicationServiceLogin = "m.login.application_service";

    /// <summary>Makes a user of the application service's own. Does nothing where the user exists.</summary>
    public async Task RegisterAsync(string localpart, CancellationToken cancellationToken)
    {
        var request = new RegisterRequest(ApplicationServiceLogin, localpart, InhibitLogin: true);
        var call = HomeserverCall.Post(EscapedPath.Of($"/_matrix/client/v3/register"), ToBytes(request, TransportJson.Default.RegisterRequest));
        try
        {
            // A repeat finds the user in use, which is as good.
            await _transport.SendAsync(call with { Idempotent = true }, cancellationToken);
        }
        catch (MatrixException taken) when (taken.ErrorCode == MatrixErrorCodes.UserInUse)
        {
        }
    }

    public Task SetDisplayNameAsync(UserId? actingAs, string displayName, CancellationToken cancellationToken) =>
        SetProfileFieldAsync(actingAs, "displayname", displayName, cancellationToken);

    /// <param name="avatar">Null takes the avatar away.</param>
    public Task SetAvatarUrlAsync(UserId? actingAs, MxcUri? avatar, CancellationToken cancellationToken) =>
        SetProfileFieldAsync(actingAs, "avatar_url", avatar?.Value ?? "", cancellationToken);

    /// <summary>Null where nothing was stored under that type.</summary>
    public Task<JsonObject?> GetAccountDataAsync(UserId user, string type, CancellationToken cancellationToken) =>
        NullIfNotFoundAsync(_transport.SendAsync(
            HomeserverCall.Get(AccountDataPath(user, type)), TransportJson.Default.JsonObject, cancellationToken));

    public Task SetAccountDataAsync(UserId user, string type, JsonObject content, CancellationToken cancellationToken) =>
        _transport.SendAsync(HomeserverCall.Put(AccountDataPath(user, type), ToBytes(content)), cancellationToken);

    private static EscapedPath AccountDataPath(UserId user, string type) =>
        EscapedPath.Of($"/_matrix/client/v3/user/{user}/account_data/{type}").As(user);

    private async Task SetProfileFieldAsync(UserId? actingAs, string field, string value, CancellationToken cancellationToken)
    {
        var user = actingAs ?? await OwnUserAsync(cancellationToken);
        var path = EscapedPath.Of($"/_matrix/client/v3/profile/{user}/{field}").As(actingAs ?? _self);
        await _transport.SendAsync(HomeserverCall.Put(path, ToBytes(new JsonObject { [field] = value })), cancellationToken);
    }
}
