using Bridges.Telegram.Simulator.Schema;

namespace Bridges.Telegram.Simulator.World;

/// <summary>A change without a counter; a client that was away gets it by date, perhaps twice.</summary>
internal sealed record TimedUpdate(int Date, TlObject Update);
