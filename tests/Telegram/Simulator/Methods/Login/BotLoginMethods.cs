using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods.Login;

/// <summary>Login of a bot with its token.</summary>
internal sealed class BotLoginMethods(WorldState world) : IMethodGroup
{
    public void AddTo(MethodTable table) => table.AddForAnyone("auth.importBotAuthorization", Import);

    private TlObject Import(CallContext call)
    {
        var bot = world.People.FindByBotToken(call.Query.Text("bot_auth_token")) ?? throw RpcException.BadRequest("ACCESS_TOKEN_INVALID");
        LoginCompletion.RequireHome(call, bot, "USER");
        return LoginCompletion.Complete(call, bot);
    }
}
