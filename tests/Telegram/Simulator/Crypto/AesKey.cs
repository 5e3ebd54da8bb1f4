namespace Bridges.Telegram.Simulator.Crypto;

/// <summary>A 32-byte key with the initial vector that belongs to it.</summary>
internal sealed record AesKey(byte[] Key, byte[] Iv);
