using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Logins;

/// <summary>A login code that a person's phone received.</summary>
public sealed record SentCode(Person Person, string Code, DateTimeOffset At);
