using System.IO.Compression;
using Bridges.Telegram.Simulator.Schema;

namespace Bridges.Telegram.Simulator.Sessions;

/// <summary>Takes a decrypted message apart: containers, compression, service messages, wrappers; what remains is a call.</summary>
internal sealed class MessageReader(ServiceMessages service, CallRunner calls)
{
    private const uint Container = 0x73f1f8dc;
    private const uint Compressed = 0x3072cfa1;

    public void Read(Session session, long messageId, byte[] body)
    {
        var reader = new TlReader(body);
        switch (reader.UInt())
        {
            case Container:
                for (var left = reader.Int(); left > 0; left--)
                {
                    var innerId = reader.Long();
                    _ = reader.Int();
                    Read(session, innerId, reader.Raw(reader.Int()));
                }

                break;
            case Compressed:
                Read(session, messageId, Decompress(reader.Bytes()));
                break;
            default:
                ReadCall(session, messageId, body);
                break;
        }
    }

    private void ReadCall(Session session, long messageId, byte[] body)
    {
        try
        {
            var query = TlDecoder.Decode(body);
            if (service.TryAnswer(session, messageId, query))
            {
                return;
            }

            if (query["query"] is byte[] wrapped)
            {
                if (AwaitedCalls(query).Any(session.FailedCalls.Contains))
                {
                    CallRunner.RefuseToRunBefore(session, messageId);
                    return;
                }

                NoteWrapper(session, query);
                Read(session, messageId, wrapped);
                return;
            }

            calls.Run(session, messageId, query);
        }
        catch (Exception exception) when (exception is InvalidDataException or UnknownConstructorException)
        {
            calls.Refuse(session, messageId, exception);
        }
    }

    private static IEnumerable<long> AwaitedCalls(TlObject wrapper) => wrapper.Name switch
    {
        "invokeAfterMsg" => [wrapper.Long("msg_id")],
        "invokeAfterMsgs" => wrapper.Longs("msg_ids"),
        _ => [],
    };

    private static void NoteWrapper(Session session, TlObject wrapper)
    {
        switch (wrapper.Name)
        {
            case "initConnection":
                session.Key.DeviceModel = wrapper.Text("device_model");
                session.Key.AppVersion = wrapper.Text("app_version");
                // Media connections say so by a negative number; they do not want updates.
                session.ReceivesUpdates = session.Key.WantsUpdates = session.Connection.DataCentre >= 0;
                break;
            case "invokeWithoutUpdates":
                session.ReceivesUpdates = session.Key.WantsUpdates = false;
                break;
        }
    }

    private static byte[] Decompress(byte[] packed)
    {
        const byte gzipMark = 0x1f;
        using var source = new MemoryStream(packed);
        // The protocol says gzip; the client library sends zlib.
        using Stream inflated = packed.Length > 0 && packed[0] == gzipMark
            ? new GZipStream(source, CompressionMode.Decompress)
            : new ZLibStream(source, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        inflated.CopyTo(plain);
        return plain.ToArray();
    }
}
