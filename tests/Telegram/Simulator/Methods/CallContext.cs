using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>One call of a client, unwrapped.</summary>
internal sealed record CallContext(Session Session, TlObject Query)
{
    /// <summary>Who calls; refuses a client that is not logged in.</summary>
    public Person Caller => Session.Person ?? throw RpcException.Unauthorized("AUTH_KEY_UNREGISTERED");

    /// <summary>The data centre that the client believes it talks to.</summary>
    public int DataCentre => DataCentreNumber.Of(Session.Connection.DataCentre);
}
