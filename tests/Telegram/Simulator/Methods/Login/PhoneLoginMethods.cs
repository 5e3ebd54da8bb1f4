using Bridges.Telegram.Simulator.Logins;
using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods.Login;

/// <summary>Login with a phone number and a code.</summary>
internal sealed class PhoneLoginMethods(WorldState world, LoginDesk logins) : IMethodGroup
{
    private const int ResendAfterSeconds = 60;

    public void AddTo(MethodTable table)
    {
        table.AddForAnyone("auth.sendCode", SendCode);
        table.AddForAnyone("auth.resendCode", SendCode);
        table.AddForAnyone("auth.cancelCode", _ => TlObject.Bool(true));
        table.AddForAnyone("auth.signIn", SignIn);
    }

    private static string HashFor(Person person) => $"code-of-{person.Id}";

    private Person Caller(CallContext call) =>
        world.People.FindByPhone(call.Query.Text("phone_number")) ?? throw RpcException.BadRequest("PHONE_NUMBER_INVALID");

    private TlObject SendCode(CallContext call)
    {
        var person = Caller(call);
        LoginCompletion.RequireHome(call, person, "PHONE");
        var code = logins.SendCode(person);
        return new TlObject("auth.sentCode")
        {
            ["type"] = new TlObject("auth.sentCodeTypeSms") { ["length"] = code.Length },
            ["phone_code_hash"] = HashFor(person),
            ["timeout"] = ResendAfterSeconds,
        };
    }

    private TlObject SignIn(CallContext call)
    {
        var person = Caller(call);
        var code = call.Query.Text("phone_code");
        if (code.Length == 0)
        {
            throw RpcException.BadRequest("PHONE_CODE_EMPTY");
        }

        return code == logins.LastCodeOf(person) && call.Query.Text("phone_code_hash") == HashFor(person)
            ? LoginCompletion.CompleteOrAskPassword(call, person)
            : throw RpcException.BadRequest("PHONE_CODE_INVALID");
    }
}
