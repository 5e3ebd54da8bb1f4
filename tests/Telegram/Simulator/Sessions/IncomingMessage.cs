namespace Bridges.Telegram.Simulator.Sessions;

/// <summary>A decrypted message of a client, still encoded.</summary>
internal sealed record IncomingMessage(long SessionId, long MessageId, byte[] Body);
