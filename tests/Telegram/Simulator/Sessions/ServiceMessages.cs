using Bridges.Telegram.Simulator.Schema;

namespace Bridges.Telegram.Simulator.Sessions;

/// <summary>The protocol's own messages: acknowledgements, pings, salts, message states.</summary>
internal sealed class ServiceMessages(TemporaryKeyBinding binding, AuthorizationKeys keys, TimeProvider clock)
{
    private const byte NothingKnown = 1;

    /// <summary>False if the query is none of these.</summary>
    public bool TryAnswer(Session session, long messageId, TlObject query)
    {
        switch (query.Name)
        {
            case "msgs_ack" or "http_wait" or "msg_resend_req" or "msgs_all_info" or "msgs_state_info":
                return true;
            case "ping_delay_disconnect":
                session.Reply(new TlObject("pong") { ["msg_id"] = messageId, ["ping_id"] = query["ping_id"] });
                return true;
            case "get_future_salts":
                session.Reply(FutureSalts(session, messageId));
                return true;
            case "msgs_state_req":
                session.Reply(States(messageId, query.Longs("msg_ids").Count));
                return true;
            case "rpc_drop_answer":
                session.Result(messageId, new TlObject("rpc_answer_unknown"));
                return true;
            case "destroy_auth_key":
                keys.Remove(session.Key);
                session.Result(messageId, new TlObject("destroy_auth_key_ok"));
                return true;
            case "auth.bindTempAuthKey":
                session.Result(messageId, binding.Bind(session, query));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Unanswered calls of an earlier connection are unknown here: the client sends them again.</summary>
    private static TlObject States(long messageId, int count) => new("msgs_state_info")
    {
        ["req_msg_id"] = messageId,
        ["info"] = Enumerable.Repeat(NothingKnown, count).ToArray(),
    };

    private TlObject FutureSalts(Session session, long messageId)
    {
        var now = (int)clock.GetUtcNow().ToUnixTimeSeconds();
        return new TlObject("future_salts")
        {
            ["req_msg_id"] = messageId,
            ["now"] = now,
            ["salts"] = new[]
            {
                new TlObject("future_salt") { ["valid_since"] = now - 60, ["valid_until"] = now + 86_400, ["salt"] = session.Key.Salt },
            },
        };
    }
}
