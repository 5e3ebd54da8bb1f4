using System.Buffers.Binary;
using Bridges.Telegram.Simulator.Crypto;
using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Transport;

namespace Bridges.Telegram.Simulator.Sessions;

/// <summary>Serves one connection: key exchange for plain packets, the message reader for encrypted ones.</summary>
internal sealed class ConnectionServer(
    ServerKey serverKey,
    AuthorizationKeys keys,
    SessionDirectory sessions,
    MessageIds messageIds,
    MessageReader messages,
    TimeProvider clock,
    Action<string> log)
{
    private const int UnknownKey = -404;

    public async Task ServeAsync(Connection connection)
    {
        var exchange = new KeyExchange(serverKey, keys, clock);
        try
        {
            while (await connection.ReadAsync() is { } packet)
            {
                Handle(connection, exchange, packet);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or UnknownConstructorException)
        {
            log($"a connection was closed: {exception.Message}");
        }
        finally
        {
            sessions.Detach(connection);
            connection.Close();
        }
    }

    private void Handle(Connection connection, KeyExchange exchange, byte[] packet)
    {
        if (packet.Length < 24)
        {
            throw new InvalidDataException("a packet is too short");
        }

        var keyId = BinaryPrimitives.ReadInt64LittleEndian(packet);
        if (keyId == 0)
        {
            var answer = exchange.Answer(packet.AsSpan(20));
            connection.Enqueue(() => new TlWriter().Long(0).Long(messageIds.Next(MessageIds.Answer)).Int(answer.Length).Raw(answer).ToArray());
            return;
        }

        if (keys.Find(keyId) is not { } key)
        {
            connection.Enqueue(() => new TlWriter().Int(UnknownKey).ToArray());
            return;
        }

        var message = Envelope.Open(key, packet);
        var session = sessions.Attach(message.SessionId, key, connection, out var isNew);
        if (isNew)
        {
            session.Push(new TlObject("new_session_created")
            {
                ["first_msg_id"] = message.MessageId,
                ["unique_id"] = Random.Shared.NextInt64(),
                ["server_salt"] = key.Salt,
            });
        }

        messages.Read(session, message.MessageId, message.Body);
    }
}
