using System.Text;
using Bridges.Telegram.Simulator.Schema;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Buttons below messages of bots. What was pressed stays to be seen at the message.</summary>
internal sealed class ButtonMethods(PeerReader peers) : IMethodGroup
{
    public void AddTo(MethodTable table) => table.Add("messages.getBotCallbackAnswer", Press);

    private TlObject Press(CallContext call)
    {
        var message = PeerReader.Message(peers.Chat(call.Query.Object("peer"), call.Caller), call.Query.Int("msg_id"), call.Caller);
        var data = Encoding.UTF8.GetString(call.Query.Bytes("data"));
        message.Press(data);
        return new TlObject("messages.botCallbackAnswer") { ["message"] = $"pressed {data}", ["cache_time"] = 0 };
    }
}
