using Bridges.Telegram.Simulator.Logins;
using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods.Login;

/// <summary>"Active sessions", log out, and taking a login to another data centre.</summary>
internal sealed class AuthorizationMethods(AuthorizationKeys keys, LoginDesk logins) : IMethodGroup
{
    public static TlObject Render(AuthorizationKey key, bool isCurrent) => new("authorization")
    {
        ["current"] = isCurrent,
        ["hash"] = isCurrent ? 0 : key.Id,
        ["device_model"] = key.DeviceModel,
        ["platform"] = "simulated",
        ["system_version"] = "1",
        ["api_id"] = 1,
        ["app_name"] = "client",
        ["app_version"] = key.AppVersion,
        ["date_created"] = (int)key.Created.ToUnixTimeSeconds(),
        ["date_active"] = (int)key.Created.ToUnixTimeSeconds(),
        ["ip"] = "127.0.0.1",
        ["country"] = "France",
        ["region"] = "",
    };

    public void AddTo(MethodTable table)
    {
        table.AddForAnyone("auth.logOut", LogOut);
        table.Add("account.getAuthorizations", call => new TlObject("account.authorizations")
        {
            ["authorization_ttl_days"] = 180,
            ["authorizations"] = keys.Of(call.Caller).Select(key => Render(key, IsCurrent(call, key))).ToArray(),
        });
        table.Add("account.resetAuthorization", call => Reset(call, key => key.Id == call.Query.Long("hash")));
        table.Add("auth.resetAuthorizations", call => Reset(call, key => !IsCurrent(call, key)));
        table.Add("auth.exportAuthorization", call => new TlObject("auth.exportedAuthorization")
        {
            ["id"] = call.Caller.Id,
            ["bytes"] = logins.StartTransfer(call.Caller),
        });
        table.AddForAnyone("auth.importAuthorization", call => logins.FinishTransfer(call.Query.Bytes("bytes")) is { } person
            ? LoginCompletion.Complete(call, person)
            : throw RpcException.BadRequest("AUTH_BYTES_INVALID"));
    }

    private static bool IsCurrent(CallContext call, AuthorizationKey key) => key == call.Session.Key.Lasting;

    private static TlObject LogOut(CallContext call)
    {
        call.Session.Key.Owner = null;
        call.Session.Key.AwaitingPassword = null;
        return new TlObject("auth.loggedOut");
    }

    private TlObject Reset(CallContext call, Func<AuthorizationKey, bool> which)
    {
        foreach (var key in keys.Of(call.Caller).Where(which))
        {
            logins.Revoke(key);
        }

        return TlObject.Bool(true);
    }
}
