using Bridges.Telegram.Simulator.Logins;
using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods.Login;

/// <summary>Login by a QR code that a logged-in phone scans (core.telegram.org/api/qr-login).</summary>
internal sealed class QrLoginMethods(WorldState world, LoginDesk logins) : IMethodGroup
{
    private const int LifetimeSeconds = 30;

    public void AddTo(MethodTable table)
    {
        table.AddForAnyone("auth.exportLoginToken", Export);
        table.AddForAnyone("auth.importLoginToken", Import);
        table.Add("auth.acceptLoginToken", call =>
        {
            logins.AcceptQr(call.Query.Bytes("token"), call.Caller);
            return AuthorizationMethods.Render(call.Session.Key, isCurrent: false);
        });
    }

    private static TlObject Success(CallContext call, Person person) =>
        new("auth.loginTokenSuccess") { ["authorization"] = LoginCompletion.CompleteOrAskPassword(call, person) };

    private TlObject Export(CallContext call)
    {
        if (logins.ScannedOn(call.Session.Key.Lasting) is not { ScannedBy: { } person } scanned)
        {
            return new TlObject("auth.loginToken")
            {
                ["expires"] = world.Date + LifetimeSeconds,
                ["token"] = logins.ShowQr(call.Session.Key.Lasting).Token,
            };
        }

        if (person.HomeDataCentre is { } home && home != call.DataCentre)
        {
            return new TlObject("auth.loginTokenMigrateTo") { ["dc_id"] = home, ["token"] = scanned.Token };
        }

        logins.Redeem(scanned.Token);
        return Success(call, person);
    }

    private TlObject Import(CallContext call) => logins.Redeem(call.Query.Bytes("token")) is { ScannedBy: { } person }
        ? Success(call, person)
        : throw RpcException.BadRequest("AUTH_TOKEN_INVALID");
}
