namespace Bridges.Telegram.Simulator.World;

/// <summary>A JPEG picture that clients can download.</summary>
/// <param name="Id">The photo id.</param>
/// <param name="Jpeg">The file.</param>
public sealed record Picture(long Id, ReadOnlyMemory<byte> Jpeg);
