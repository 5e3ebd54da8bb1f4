using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods.Login;

/// <summary>The last step of every login.</summary>
internal static class LoginCompletion
{
    /// <summary>Logs the client in, or asks for the two-step password first.</summary>
    public static TlObject CompleteOrAskPassword(CallContext call, Person person)
    {
        if (person.Password is null)
        {
            return Complete(call, person);
        }

        call.Session.Key.AwaitingPassword = person;
        throw RpcException.Unauthorized("SESSION_PASSWORD_NEEDED");
    }

    public static TlObject Complete(CallContext call, Person person)
    {
        call.Session.Key.AwaitingPassword = null;
        call.Session.Key.Owner = person;
        return new TlObject("auth.authorization") { ["user"] = PersonView.Render(person, person) };
    }

    /// <summary>Sends the client to the person's own data centre if it is at another.</summary>
    public static void RequireHome(CallContext call, Person person, string what)
    {
        if (person.HomeDataCentre is { } home && home != call.DataCentre)
        {
            throw new RpcException(303, $"{what}_MIGRATE_{home}");
        }
    }
}
