namespace Bridges.Telegram.Simulator.World;

/// <summary>Somebody began or stopped typing.</summary>
public sealed record TypingNotice(Person Person, bool IsTyping, DateTimeOffset At);
