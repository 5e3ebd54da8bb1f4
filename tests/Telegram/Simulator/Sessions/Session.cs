using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Transport;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Sessions;

/// <summary>
/// A client's session while its connection lives. It ends with the connection: the client is then told of a new session and
/// asks for the difference itself, which is the harder of the two ways the real server may act.
/// </summary>
internal sealed class Session(long id, AuthorizationKey key, Connection connection, MessageIds messageIds)
{
    private int sequence;

    public long Id => id;

    public AuthorizationKey Key => key;

    public Connection Connection => connection;

    public Person? Person => key.Owner;

    /// <summary>Whether updates are pushed to it: only the client's main session wants them.</summary>
    public bool ReceivesUpdates { get; set; } = key.WantsUpdates && connection.DataCentre >= 0;

    /// <summary>Message ids of the calls that were answered with an error; only the connection's reader looks at them.</summary>
    public HashSet<long> FailedCalls { get; } = [];

    public void Push(TlObject value) => Send(TlEncoder.Encode(value), MessageIds.Push);

    public void Reply(TlObject value) => Send(TlEncoder.Encode(value), MessageIds.Answer);

    /// <summary>The result of the call with this message id.</summary>
    public void Result(long messageId, TlObject result) => Result(messageId, TlEncoder.Encode(result));

    /// <summary>The encoded result of the call with this message id.</summary>
    public void Result(long messageId, byte[] result)
    {
        const uint rpcResult = 0xf35c6d01;
        Send(new TlWriter().UInt(rpcResult).Long(messageId).Raw(result).ToArray(), MessageIds.Answer);
    }

    private void Send(byte[] body, int kind) => connection.Enqueue(() =>
    {
        sequence++;
        return Envelope.Seal(key, id, messageIds.Next(kind), (sequence * 2) - 1, body);
    });
}
